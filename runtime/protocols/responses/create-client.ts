import type { ClientCodec } from "../codec.ts";
import { decodeResponsesRequest } from "./decode-request/decode-request.ts";
import type { ClientParts } from "./encode-answer/client-parts.ts";
import { encodeResponses } from "./encode-answer/encode.ts";

export function createResponsesClient(parts: ClientParts | null): ClientCodec {
  return {
    decodeRequest(fields, { model, now, newId }) {
      const { ask, options } = decodeResponsesRequest(fields, parts);
      return { ask, encode: encodeResponses({ ...options, parts, model, now, newId }) };
    },
  };
}
