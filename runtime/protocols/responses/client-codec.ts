import type { ClientCodec } from "../codec.ts";
import { decodeResponsesRequest } from "./decode-request/decode-request.ts";
import { encodeResponses } from "./encode-answer/encode.ts";

/** For clients of https://platform.openai.com/docs/api-reference/responses */
export const responsesClient: ClientCodec = {
  decodeRequest(fields, { model, now, newId }) {
    const { ask, options } = decodeResponsesRequest(fields);
    return { ask, encode: encodeResponses({ ...options, model, now, newId }) };
  },
};
