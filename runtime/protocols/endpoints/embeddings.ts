import { chatStream } from "../chat/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

/** https://platform.openai.com/docs/api-reference/embeddings/create; it supports none of the parameters. */
export const embeddings: Frontend = {
  path: "/embeddings",
  protocol: null,
  stream: chatStream,
  fieldsOf: () => [],
  fold: null,
};
