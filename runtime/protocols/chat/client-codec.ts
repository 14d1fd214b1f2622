import type { ClientCodec } from "../codec.ts";
import { decodeChatRequest } from "./decode-request/decode-request.ts";
import { encodeChat } from "./encode-answer/encode.ts";

/** For clients of https://platform.openai.com/docs/api-reference/chat */
export const chatClient: ClientCodec = {
  decodeRequest(fields, { model, now, newId }) {
    const { ask, options } = decodeChatRequest(fields);
    return { ask, encode: encodeChat({ model, now, newId, ...options }) };
  },
};
