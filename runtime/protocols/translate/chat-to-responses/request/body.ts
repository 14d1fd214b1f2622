import type { JsonObject } from "../../../sse/json-object.ts";
import type { TranslationInput } from "../../translation.ts";
import { withoutDropped } from "./dropped.ts";
import { includeOf } from "./include.ts";
import { inputOf } from "./input.ts";
import { withJsonWord } from "./json-word.ts";
import { limitOf } from "./limit.ts";
import { reasoningOf } from "./reasoning.ts";
import { streamOptionsOf } from "./stream-options.ts";
import { textOf } from "./text.ts";
import { toolChoiceOf } from "./tool-choice.ts";
import { asksForFunctions, toolsOf } from "./tools.ts";

export interface Body {
  readonly fields: JsonObject;
  readonly warnings: readonly string[];
}

/** https://platform.openai.com/docs/api-reference/responses/create; fields that nobody knows stay as they are. */
export function bodyOf({ fields, model }: TranslationInput): Body {
  const kept = withoutDropped(fields);
  const { messages, ...rest } = kept.fields;
  const { instructions, input, warnings } = inputOf(messages);
  const limit = limitOf(fields);
  const text = textOf(fields);
  return {
    fields: {
      ...Object.fromEntries(Object.entries(rest).filter(([name]) => !TRANSLATED.has(name))),
      model,
      ...given({
        instructions: joined(fields.instructions, instructions),
        input: withJsonWord(input, text, instructions),
        tools: toolsOf(fields),
        tool_choice: toolChoiceOf(fields),
        // The answer to `functions` has room for one call.
        parallel_tool_calls: asksForFunctions(fields) ? false : undefined,
        text,
        reasoning: reasoningOf(fields),
        max_output_tokens: limit.tokens,
        stream_options: streamOptionsOf(fields),
      }),
      include: includeOf(fields, model),
      // Chat keeps nothing unless asked to, /responses keeps all unless asked not to.
      store: fields.store === true,
    },
    warnings: [...kept.warnings, ...limit.warnings, ...warnings],
  };
}

const TRANSLATED: ReadonlySet<string> = new Set([
  "n",
  "instructions",
  "tools",
  "functions",
  "tool_choice",
  "function_call",
  "web_search_options",
  "response_format",
  "verbosity",
  "text",
  "reasoning",
  "reasoning_effort",
  "include_reasoning",
  "max_completion_tokens",
  "max_tokens",
  "logprobs",
  "include",
  "store",
  "stream_options",
]);

function given(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function joined(own: unknown, system: string | null): string | undefined {
  const texts = [own, system].filter((text): text is string => typeof text === "string" && text !== "");
  return texts.length === 0 ? undefined : texts.join("\n\n");
}
