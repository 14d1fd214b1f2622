import { isObject, type JsonObject } from "../../json/json-object.ts";
import { booleanIn, isAbsent, listIn, numberIn } from "../../json/read.ts";
import type { Ask, Words } from "../../model/ask.ts";
import type { Extras } from "../../model/extras.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import { answerOptions, type ChatAnswerOptions } from "./answer-options.ts";
import { formatIn } from "./format.ts";
import { hasWord } from "./model-words.ts";
import { reasoningIn, unknownOfReasoning } from "./reasoning.ts";
import { toolChoiceIn } from "./tool-choice.ts";
import { offersFunctions, toolsIn } from "./tools.ts";
import { turnsIn } from "./turns.ts";

export interface DecodedChatRequest {
  readonly ask: Ask;
  /** What the request determines about how its answer is written. */
  readonly options: ChatAnswerOptions;
}

/**
 * Decodes the body of https://platform.openai.com/docs/api-reference/chat/create. Any JSON is accepted: unknown and invalid
 * members are left to the target.
 */
export function decodeChatRequest(fields: JsonObject): DecodedChatRequest {
  const legacy = offersFunctions(fields);
  return {
    ask: {
      words: isAbsent(fields.max_completion_tokens) ? WORDS_BEFORE : WORDS,
      turns: turnsIn(listIn(fields.messages)),
      tools: toolsIn(fields),
      choice: toolChoiceIn(fields, legacy),
      // An answer in the form of `functions` can only contain one call.
      parallelCalls: legacy ? false : booleanIn(fields.parallel_tool_calls),
      limit: numberIn(fields.max_completion_tokens ?? fields.max_tokens),
      stop: stopIn(fields.stop),
      sampling: {
        temperature: numberIn(fields.temperature),
        topP: numberIn(fields.top_p),
        topK: numberIn(fields.top_k),
        seed: numberIn(fields.seed),
      },
      reasoning: reasoningIn(fields),
      format: formatIn(fields.response_format),
      answers: numberIn(fields.n) ?? 1,
      stream: fields.stream === true,
      extras: unknownOf(fields),
      cache: null,
    },
    options: answerOptions(fields, legacy),
  };
}

const WORDS: Words = {
  turns: "messages",
  choice: "tool_choice",
  limit: "max_completion_tokens",
  stop: "stop",
  topK: "top_k",
  seed: "seed",
  answers: "n",
};
/** The old name of the limit. */
const WORDS_BEFORE: Words = { ...WORDS, limit: "max_tokens" };

const NO_STOP: readonly string[] = [];

function stopIn(stop: unknown): readonly string[] {
  if (typeof stop === "string") return [stop];
  return Array.isArray(stop) && stop.every((each) => typeof each === "string") ? stop : NO_STOP;
}

function unknownOf(fields: JsonObject): Extras | null {
  let members: Members | null = null;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (name === "stream_options") {
      const rest = fields.stream === true ? streamOptions(value) : null;
      if (rest !== null) members = withMember(members, name, rest);
    } else if (name === "reasoning" && isObject(value)) {
      members = withMember(members, name, unknownOfReasoning(value));
    } else if (!hasWord(name, value)) members = withMember(members, name, value);
  }
  return extrasOf("openai", members);
}

/** All except `include_usage`, which is about how the answer is written; null if nothing is left. */
function streamOptions(options: unknown): JsonObject | null {
  if (!isObject(options)) return null;
  const { include_usage: _, ...rest } = options;
  return Object.keys(rest).length === 0 ? null : rest;
}
