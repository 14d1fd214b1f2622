import { decodeChat } from "../../chat/decode-answer/decoder.ts";
import { encodeChatRequest } from "../../chat/encode-request/encode-request.ts";
import { traitsOf } from "../../chat/encode-request/traits.ts";
import { decodeResponsesRequest } from "../../responses/decode-request/decode-request.ts";
import { encodeResponses } from "../../responses/encode-answer/encode.ts";
import type { Translation } from "../translation.ts";

/**
 * A client of POST /v1/responses at a backend that speaks chat completions.
 * https://platform.openai.com/docs/api-reference/responses, https://platform.openai.com/docs/api-reference/chat
 */
export const responsesToChat: Translation = {
  request({ fields, model, backend, now, newId }) {
    const { ask, options } = decodeResponsesRequest(fields);
    const encoded = encodeChatRequest(ask, model, traitsOf(backend));
    if (encoded.kind === "refused") return encoded;
    return {
      kind: "translated",
      fields: encoded.fields,
      warnings: encoded.warnings,
      back: {
        decode: decodeChat(encoded.names),
        encode: encodeResponses({ fields: options.request, model, now, newId }),
      },
    };
  },
};
