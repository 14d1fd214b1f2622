import type { UpstreamCodec } from "../codec.ts";
import { createChatUpstream } from "./create-upstream.ts";
import { serverParts } from "./decode-answer/server-parts.ts";

/** For targets that speak https://platform.openai.com/docs/api-reference/chat */
export const chatUpstream: UpstreamCodec = createChatUpstream(serverParts);
