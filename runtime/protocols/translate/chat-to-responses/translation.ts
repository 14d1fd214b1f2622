import { decodeChatRequest } from "../../chat/decode-request/decode-request.ts";
import { encodeResponsesRequest } from "../../responses/encode-request/encode-request.ts";
import type { Translation } from "../translation.ts";
import { translateWhole } from "./answer/whole.ts";
import { createStream } from "./stream/stream.ts";

/**
 * A client of https://platform.openai.com/docs/api-reference/chat on an upstream that speaks
 * https://platform.openai.com/docs/api-reference/responses.
 */
export const chatToResponses: Translation = {
  request({ fields, model, now, newId }) {
    const { ask, options } = decodeChatRequest(fields);
    const encoded = encodeResponsesRequest(ask, model);
    if (encoded.kind === "refused") return encoded;
    const wishes = { model, now, newId, ...options };
    return {
      kind: "translated",
      fields: encoded.fields,
      warnings: encoded.warnings,
      back: { whole: (answer) => translateWhole(answer, wishes), ...createStream(wishes) },
    };
  },
};
