import { isObject, type JsonObject } from "../json/json-object.ts";
import type { MediaBlock } from "../model/block.ts";

/** An `input_audio` part, which is the same in chat and in Responses; null if it is anything but plain audio. */
export function audioBlock(part: JsonObject): MediaBlock | null {
  const { input_audio: audio } = part;
  if (!isObject(audio) || Object.keys(part).length !== 2 || Object.keys(audio).length !== 2) return null;
  const { data, format } = audio;
  if (typeof data !== "string" || typeof format !== "string") return null;
  const media = { kind: "bytes", type: `${AUDIO}${format}`, base64: data } as const;
  return { kind: "media", of: "audio", media, name: null, extras: null, cache: null };
}

/** The reverse of `audioBlock`. */
export function audioPart(type: string, base64: string): JsonObject {
  const format = type.startsWith(AUDIO) ? type.slice(AUDIO.length) : type;
  return { type: "input_audio", input_audio: { data: base64, format } };
}

const AUDIO = "audio/";
