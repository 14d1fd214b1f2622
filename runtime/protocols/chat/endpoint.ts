import type { ParamName } from "../../contract/params.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { openaiApi } from "../openai/client-api.ts";
import { chatStream } from "./stream/stream.ts";

const MODERN: readonly string[] = ["max_completion_tokens", "max_tokens"];
const LEGACY: readonly string[] = ["max_tokens", "max_completion_tokens"];

/** https://platform.openai.com/docs/api-reference/chat/create */
export const chatEndpoint: Frontend = {
  path: "/chat/completions",
  api: openaiApi,
  protocol: "chat",
  stream: chatStream,
  fieldsOf(name: ParamName, { maxTokensField }) {
    if (name !== "max_tokens") return [name];
    return maxTokensField === "max_tokens" ? LEGACY : MODERN;
  },
  fold: "chat",
};
