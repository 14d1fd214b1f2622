import type { ParamName } from "../../contract/params.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { openaiApi } from "../openai/client-api.ts";
import { translatedResponsesStream } from "./stream/translated-stream.ts";

const FIELDS: Readonly<Partial<Record<ParamName, readonly string[]>>> = {
  temperature: ["temperature"],
  top_p: ["top_p"],
  max_tokens: ["max_output_tokens"],
  reasoning_effort: ["reasoning.effort"],
  verbosity: ["text.verbosity"],
  service_tier: ["service_tier"],
};
const NONE: readonly string[] = [];

/** For artifacts in which no backend speaks the protocol. */
export const translatedResponsesEndpoint: Frontend = {
  path: "/responses",
  api: openaiApi,
  protocol: "responses",
  stream: translatedResponsesStream,
  fieldsOf: (name) => FIELDS[name] ?? NONE,
  fold: "responses",
};
