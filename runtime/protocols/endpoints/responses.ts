import type { ParamName } from "../../contract.ts";
import { responsesStream } from "../responses/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

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
export const responses: Frontend = {
  path: "/responses",
  protocol: "responses",
  stream: responsesStream,
  fieldsOf: (name) => FIELDS[name] ?? NONE,
  fold: "responses",
};
