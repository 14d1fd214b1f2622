import type { ParamName } from "../../contract.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { openaiApi } from "../openai/client-api.ts";
import { responsesStream } from "./stream/stream.ts";

const FIELDS: Readonly<Partial<Record<ParamName, readonly string[]>>> = {
  temperature: ["temperature"],
  top_p: ["top_p"],
  max_tokens: ["max_output_tokens"],
  reasoning_effort: ["reasoning.effort"],
  verbosity: ["text.verbosity"],
  service_tier: ["service_tier"],
};
const NONE: readonly string[] = [];

/** https://platform.openai.com/docs/api-reference/responses/create */
export const responsesEndpoint: Frontend = {
  path: "/responses",
  api: openaiApi,
  protocol: "responses",
  stream: responsesStream,
  fieldsOf: (name) => FIELDS[name] ?? NONE,
  fold: "responses",
};
