import { decodeChatRequest } from "../../chat/decode-request/decode-request.ts";
import { encodeChat } from "../../chat/encode-answer/encode.ts";
import { decodeResponse } from "../../responses/decode-answer/decoder.ts";
import { encodeResponsesRequest } from "../../responses/encode-request/encode-request.ts";
import type { Translation } from "../translation.ts";

/**
 * A client of https://platform.openai.com/docs/api-reference/chat on an upstream that speaks
 * https://platform.openai.com/docs/api-reference/responses.
 */
export const chatToResponses: Translation = {
  request({ fields, model, now, newId }) {
    const { ask, options } = decodeChatRequest(fields);
    const encoded = encodeResponsesRequest(ask, model);
    if (encoded.kind === "refused") return encoded;
    return {
      kind: "translated",
      fields: encoded.fields,
      warnings: encoded.warnings,
      back: { decode: decodeResponse, encode: encodeChat({ model, now, newId, ...options }) },
    };
  },
};
