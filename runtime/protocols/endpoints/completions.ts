import type { ParamName } from "../../contract/params.ts";
import { chatStream } from "../chat/stream/stream.ts";
import { openaiApi } from "../openai/client-api.ts";
import type { Frontend } from "./frontend.ts";

const FIELDS: ReadonlySet<ParamName> = new Set<ParamName>([
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "seed",
  "presence_penalty",
  "frequency_penalty",
]);

/** https://platform.openai.com/docs/api-reference/completions/create */
export const completions: Frontend = {
  path: "/completions",
  api: openaiApi,
  protocol: null,
  stream: chatStream,
  fieldsOf: (name) => (FIELDS.has(name) ? [name] : []),
  fold: "completions",
};
