import type { UpstreamCodec } from "../codec.ts";
import { createChatUpstream } from "./create-upstream.ts";

/** For artifacts in which every answer that is translated comes from a mock. */
export const plainChatUpstream: UpstreamCodec = createChatUpstream(null);
