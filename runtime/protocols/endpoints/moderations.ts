import { chatStream } from "../chat/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

/** https://platform.openai.com/docs/api-reference/moderations/create; it supports none of the parameters. */
export const moderations: Frontend = {
  path: "/moderations",
  protocol: null,
  defaultModel: "omni-moderation-latest",
  stream: chatStream,
  fieldsOf: () => [],
  fold: null,
};
