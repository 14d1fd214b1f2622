import type { UpstreamCodec } from "../codec.ts";
import { decodeChat } from "./decode-answer/decoder.ts";
import type { ServerParts } from "./decode-answer/server-parts.ts";
import { encodeChatRequest } from "./encode-request/encode-request.ts";
import { traitsOf } from "./encode-request/traits.ts";

export function createChatUpstream(parts: ServerParts | null): UpstreamCodec {
  return {
    encodeRequest(ask, { model, target }) {
      const encoded = encodeChatRequest(ask, model, traitsOf(target));
      if (encoded.kind === "refused") return encoded;
      const { fields, warnings, names } = encoded;
      return { kind: "encoded", fields, warnings, decode: decodeChat(names, parts) };
    },
  };
}
