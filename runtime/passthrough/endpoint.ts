import { chatStream } from "../protocols/chat/stream/stream.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import { openaiApi } from "../protocols/openai/client-api.ts";

/** Transcriptions have a temperature; the other image and audio endpoints have none of the parameters. */
const WITH_TEMPERATURE = /^\/audio\/(?:transcriptions|translations)$/;
const TEMPERATURE: readonly string[] = ["temperature"];
const NONE: readonly string[] = [];

/** A frontend for an API path. Its answers are not inspected, so its stream protocol is never used. */
export function endpointAt(path: string): Frontend {
  const tempered = WITH_TEMPERATURE.test(path);
  return {
    path,
    api: openaiApi,
    protocol: null,
    stream: chatStream,
    fieldsOf: (name) => (tempered && name === "temperature" ? TEMPERATURE : NONE),
    fold: null,
  };
}
