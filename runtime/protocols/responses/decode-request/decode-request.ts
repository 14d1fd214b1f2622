import type { JsonObject } from "../../json/json-object.ts";
import { booleanIn, listIn, numberIn } from "../../json/read.ts";
import type { Ask, Words } from "../../model/ask.ts";
import type { ClientParts } from "../encode-answer/client-parts.ts";
import type { ResponsesAnswerOptions } from "./answer-options.ts";
import { formatIn } from "./format.ts";
import { reasoningIn } from "./reasoning.ts";
import { toolChoiceIn } from "./tool-choice.ts";
import { toolsIn } from "./tools.ts";
import { turnsIn } from "./turns.ts";
import { unknownOf } from "./unknown.ts";

export interface DecodedResponsesRequest {
  readonly ask: Ask;
  /** What the request determines about how its answer is written. */
  readonly options: ResponsesAnswerOptions;
}

/**
 * Decodes the body of https://platform.openai.com/docs/api-reference/responses/create. Any JSON is accepted: unknown and
 * invalid members are left to the target.
 */
export function decodeResponsesRequest(fields: JsonObject, parts: ClientParts | null): DecodedResponsesRequest {
  return {
    ask: {
      words: WORDS,
      turns: turnsIn(fields.instructions, fields.input, parts),
      tools: toolsIn(listIn(fields.tools), listIn(fields.input), parts),
      choice: toolChoiceIn(fields.tool_choice, parts),
      parallelCalls: booleanIn(fields.parallel_tool_calls),
      limit: numberIn(fields.max_output_tokens),
      stop: NO_STOP,
      sampling: { temperature: numberIn(fields.temperature), topP: numberIn(fields.top_p), topK: null, seed: null },
      reasoning: reasoningIn(fields.reasoning),
      format: formatIn(fields.text),
      answers: 1,
      stream: fields.stream === true,
      extras: unknownOf(fields),
      cache: null,
    },
    options: { fields },
  };
}

/** The API has no names for the last four, so they are chat's. */
const WORDS: Words = {
  turns: "input",
  choice: "tool_choice",
  limit: "max_output_tokens",
  stop: "stop",
  topK: "top_k",
  seed: "seed",
  answers: "n",
};
const NO_STOP: readonly string[] = [];
