import type { UpstreamCodec } from "../codec.ts";
import { decodeChat } from "./decode-answer/decoder.ts";
import { encodeChatRequest } from "./encode-request/encode-request.ts";
import { traitsOf } from "./encode-request/traits.ts";

/** For targets that speak https://platform.openai.com/docs/api-reference/chat */
export const chatUpstream: UpstreamCodec = {
  encodeRequest(ask, { model, target }) {
    const encoded = encodeChatRequest(ask, model, traitsOf(target));
    if (encoded.kind === "refused") return encoded;
    const { fields, warnings, names } = encoded;
    return { kind: "encoded", fields, warnings, decode: decodeChat(names) };
  },
};
