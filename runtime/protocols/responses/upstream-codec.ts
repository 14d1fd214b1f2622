import type { UpstreamCodec } from "../codec.ts";
import { decodeResponse } from "./decode-answer/decoder.ts";
import { encodeResponsesRequest } from "./encode-request/encode-request.ts";

/** For targets that speak https://platform.openai.com/docs/api-reference/responses */
export const responsesUpstream: UpstreamCodec = {
  encodeRequest(ask, { model }) {
    const encoded = encodeResponsesRequest(ask, model);
    if (encoded.kind === "refused") return encoded;
    return { kind: "encoded", fields: encoded.fields, warnings: encoded.warnings, decode: decodeResponse };
  },
};
