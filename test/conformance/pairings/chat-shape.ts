/** What the `openai` package's types require of chat completions and their chunks. */
import type OpenAI from "openai";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { count, is, list, mustFit, number, object, orNull, type Shape, shaped, text } from "./shape.ts";

const usage = {
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
} satisfies Shape<OpenAI.CompletionUsage>;
const finish = is("stop", "length", "tool_calls", "content_filter", "function_call");
const message = {
  role: is("assistant"),
  content: orNull(text),
  refusal: orNull(text),
} satisfies Shape<OpenAI.ChatCompletionMessage>;
const token = {
  token: text,
  bytes: orNull(list(count)),
  logprob: number,
  top_logprobs: list(object),
} satisfies Shape<OpenAI.ChatCompletionTokenLogprob>;
const logprobs = {
  content: orNull(list(shaped(token))),
  refusal: orNull(list(shaped(token))),
} satisfies Shape<OpenAI.ChatCompletion.Choice.Logprobs>;

const completion = {
  id: text,
  object: is("chat.completion"),
  created: number,
  model: text,
  choices: list(
    shaped({
      index: count,
      message: shaped(message),
      logprobs: orNull(shaped(logprobs)),
      finish_reason: finish,
    } satisfies Shape<OpenAI.ChatCompletion.Choice>),
  ),
} satisfies Shape<OpenAI.ChatCompletion>;

const toolCall = (value: unknown): boolean =>
  shaped({
    id: text,
    type: is("function"),
    function: shaped({ name: text, arguments: text }),
  } satisfies Shape<OpenAI.ChatCompletionMessageFunctionToolCall>)(value) ||
  shaped({
    id: text,
    type: is("custom"),
    custom: shaped({ name: text, input: text }),
  } satisfies Shape<OpenAI.ChatCompletionMessageCustomToolCall>)(value);

const chunk = {
  id: text,
  object: is("chat.completion.chunk"),
  created: number,
  model: text,
  choices: list(
    shaped({
      index: count,
      delta: object,
      finish_reason: orNull(finish),
    } satisfies Shape<OpenAI.ChatCompletionChunk.Choice>),
  ),
} satisfies Shape<OpenAI.ChatCompletionChunk>;

export function mustBeCompletion(value: Json): void {
  mustFit(value, completion, "completion");
  mustFit(value.usage, usage, "completion.usage");
  for (const { message: each } of value.choices as readonly { message: Json }[])
    mustFit(each, { tool_calls: (calls) => calls === undefined || list(toolCall)(calls) }, "message");
}

export function mustBeChunk(value: Json): void {
  mustFit(value, chunk, "chunk");
  if (value.usage != null) mustFit(value.usage, usage, "chunk.usage");
}
