import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent, stringIn } from "../../json/read.ts";
import type { Block, Media, MediaBlock } from "../../model/block.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { Content } from "../../model/turn.ts";
import { audioBlock } from "../../openai/audio-block.ts";
import { cacheHint } from "../../openai/cache-hint.ts";

/** The content of an input message. */
export function contentIn(content: unknown): Content {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map(part);
  return isAbsent(content) ? "" : [part(content)];
}

/** An unknown part stays as it is. */
function part(given: unknown): Block {
  if (typeof given === "string") return textBlock(given, null);
  if (!isObject(given)) return foreign(given);
  switch (given.type) {
    case "text":
      return textPart(given);
    case "image_url":
      return imagePart(given);
    case "file":
      return isObject(given.file) ? filePart(given, given.file) : foreign(given);
    case "input_audio":
      return audioBlock(given) ?? foreign(given);
    default:
      return foreign(given);
  }
}

/** A part of an assistant's message, which contains no media. */
export function assistantPart(given: unknown): Block {
  if (typeof given === "string") return textBlock(given, null);
  if (!isObject(given)) return foreign(given);
  if (given.type === "text") return textPart(given);
  const isRefusal = given.type === "refusal" && typeof given.refusal === "string" && Object.keys(given).length === 2;
  return isRefusal ? refusalBlock(stringIn(given.refusal)) : foreign(given);
}

export function textBlock(text: string, unknown: Members | null): Block {
  return { kind: "text", text, extras: extrasOf("openai", unknown), cache: cacheHint(unknown) };
}

export function refusalBlock(text: string): Block {
  return { kind: "refusal", text, extras: null, cache: null };
}

function foreign(value: unknown): Block {
  return { kind: "foreign", family: "openai", value };
}

function textPart(given: JsonObject): Block {
  const { text } = given;
  return typeof text === "string" ? textBlock(text, besides(given, "text")) : foreign(given);
}

/** `image_url` is an object with a `url` and a `detail`; some clients send only the URL. */
function imagePart(given: JsonObject): Block {
  const { image_url: image } = given;
  const url = isObject(image) ? image.url : image;
  if (typeof url !== "string") return foreign(given);
  let unknown = besides(given, "image_url");
  if (isObject(image)) {
    for (const member of Object.keys(image)) {
      if (member !== "url") unknown = withMember(unknown, member, image[member]);
    }
  }
  return mediaBlock("image", { kind: "url", url }, null, unknown);
}

function filePart(given: JsonObject, file: JsonObject): Block {
  const { file_data: data, file_id: id, filename } = file;
  const media: Media | null =
    typeof data === "string" ? { kind: "url", url: data } : typeof id === "string" ? { kind: "file", id } : null;
  if (media === null) return foreign(given);
  const source = media.kind === "url" ? "file_data" : "file_id";
  const name = typeof filename === "string" ? filename : null;
  let unknown = besides(given, "file");
  for (const member of Object.keys(file)) {
    if (member === source || (member === "filename" && name !== null)) continue;
    unknown = withMember(unknown, member, file[member]);
  }
  return mediaBlock("document", media, name, unknown);
}

/** All members except the type and the part's own member. */
function besides(given: JsonObject, own: string): Members | null {
  let unknown: Members | null = null;
  for (const member of Object.keys(given)) {
    if (member !== "type" && member !== own) unknown = withMember(unknown, member, given[member]);
  }
  return unknown;
}

function mediaBlock(of: MediaBlock["of"], media: Media, name: string | null, unknown: Members | null): Block {
  return { kind: "media", of, media, name, extras: extrasOf("openai", unknown), cache: cacheHint(unknown) };
}
