import { chatStream } from "../protocols/chat/stream/stream.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";

/** Speech that is written down knows how freely; nothing else of images and audio has one of the parameters. */
const WITH_TEMPERATURE = /^\/audio\/(?:transcriptions|translations)$/;
const TEMPERATURE: readonly string[] = ["temperature"];
const NONE: readonly string[] = [];

/** A path of the API as a way in. Its answers are not looked into, so that its streams are nobody's. */
export function endpointAt(path: string): Frontend {
  const tempered = WITH_TEMPERATURE.test(path);
  return {
    path,
    protocol: null,
    stream: chatStream,
    fieldsOf: (name) => (tempered && name === "temperature" ? TEMPERATURE : NONE),
    fold: null,
  };
}
