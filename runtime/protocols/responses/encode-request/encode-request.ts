import type { GatewayError } from "../../../errors.ts";
import type { JsonObject } from "../../json/json-object.ts";
import type { Ask } from "../../model/ask.ts";
import { type Members, setMember } from "../../model/members.ts";
import { writeExtras } from "./extras.ts";
import { includeFor } from "./include.ts";
import { inputFor } from "./input.ts";
import { withJsonWord } from "./json-word.ts";
import { setLimit } from "./limit.ts";
import { reasoningFor } from "./reasoning.ts";
import { refusalOfAsk } from "./refusal.ts";
import { textFor } from "./text.ts";
import { toolChoiceFor } from "./tool-choice.ts";
import { toolsFor } from "./tools.ts";
import { warnOfSampling } from "./warnings.ts";

export type EncodedResponsesRequest =
  | {
      readonly kind: "encoded";
      readonly fields: JsonObject;
      /** What was left out and why. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

/**
 * Encodes the body of https://platform.openai.com/docs/api-reference/responses/create for a model. Members that only the
 * OpenAI family has are passed on as they came, unless only chat has them: those are left out with a warning.
 */
export function encodeResponsesRequest(ask: Ask, model: string): EncodedResponsesRequest {
  const error = refusalOfAsk(ask);
  if (error !== null) return { kind: "refused", error };
  const warnings: string[] = [];
  const fields: Members = {};
  const extras = writeExtras(fields, ask.extras, warnings);
  warnOfSampling(ask, warnings);
  fields.model = model;
  setLimit(fields, ask, warnings);
  const { instructions, input } = inputFor(ask, warnings);
  const text = textFor(ask.format, extras);
  const system = joined(extras.instructions, instructions);
  if (system !== null) fields.instructions = system;
  if (input !== null) fields.input = withJsonWord(input, text, instructions);
  set(fields, "tools", toolsFor(ask.tools, extras, warnings));
  if (ask.choice !== null) fields.tool_choice = toolChoiceFor(ask.choice);
  if (ask.parallelCalls !== null) fields.parallel_tool_calls = ask.parallelCalls;
  if (ask.sampling.temperature !== null) fields.temperature = ask.sampling.temperature;
  if (ask.sampling.topP !== null) fields.top_p = ask.sampling.topP;
  set(fields, "text", text);
  set(fields, "reasoning", reasoningFor(ask.reasoning, extras));
  if (ask.stream) fields.stream = true;
  fields.include = includeFor(ask, extras, model);
  // By default /responses stores everything; a client that did not ask for that does not expect it.
  fields.store = extras.store === true;
  return { kind: "encoded", fields, warnings };
}

function set(fields: Members, name: string, value: unknown): void {
  if (value !== undefined) setMember(fields, name, value);
}

function joined(own: unknown, system: string | null): string | null {
  if (typeof own !== "string" || own === "") return system;
  return system === null ? own : `${own}\n\n${system}`;
}
