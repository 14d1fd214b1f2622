/** Bodies as the OpenAI API gives them. */
import { done, event, json, type Step, sse } from "./answers.ts";
import type { Answer } from "./upstream.ts";

/** A chat completion that says `content`. */
export function chat(content: string, model = "gpt-4o-2024-08-06"): Record<string, unknown> {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model,
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, finish_reason: "stop", logprobs: null },
    ],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
  };
}

/** A chat completion that calls one function. */
export function toolCall(name: string, args: unknown): Record<string, unknown> {
  const call = { id: "call_1", type: "function", function: { name, arguments: JSON.stringify(args) } };
  return {
    ...chat(""),
    choices: [
      { index: 0, message: { role: "assistant", content: null, tool_calls: [call] }, finish_reason: "tool_calls" },
    ],
  };
}

/** One event of a streamed chat completion. */
export function chunk(delta: Record<string, unknown>, finish: string | null = null): Record<string, unknown> {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "gpt-4o-2024-08-06",
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
  };
}

export const word = (content: string): Step => event(chunk({ content }));
export const opening: Step = event(chunk({ role: "assistant", content: "" }));
export const finish: Step = event(chunk({}, "stop"));

/** A whole, well-formed stream that says `words`. */
export const spoken = (...words: string[]): Answer => sse([opening, ...words.map(word), finish, done]);

/** Whole answers to a stream or to a plain request, whichever was asked for. */
export function says(content: string): Answer {
  const plain = json(chat(content));
  const streamed = spoken(content);
  return (request, response) => (request.fields.stream === true ? streamed : plain)(request, response);
}
