/** What the `openai` package's types require of responses, their items and the events of their streams. */
import type OpenAI from "openai";
import type { Json } from "../../support/openai-upstream/rules.ts";
import {
  boolean,
  type Check,
  count,
  either,
  is,
  list,
  mustFit,
  number,
  object,
  orNull,
  type Shape,
  shaped,
  text,
} from "./shape.ts";

type Response = Omit<OpenAI.Responses.Response, "output_text">;
type Event = OpenAI.Responses.ResponseStreamEvent;
type Item = OpenAI.Responses.ResponseOutputItem;

const usage = {
  input_tokens: count,
  input_tokens_details: shaped({
    cached_tokens: count,
    cache_write_tokens: count,
  } satisfies Shape<OpenAI.Responses.ResponseUsage.InputTokensDetails>),
  output_tokens: count,
  output_tokens_details: shaped({
    reasoning_tokens: count,
  } satisfies Shape<OpenAI.Responses.ResponseUsage.OutputTokensDetails>),
  total_tokens: count,
} satisfies Shape<OpenAI.Responses.ResponseUsage>;

const response = {
  id: (value) => text(value) && (value as string).startsWith("resp_"),
  created_at: number,
  error: orNull(shaped({ code: text, message: text } satisfies Shape<OpenAI.Responses.ResponseError>)),
  incomplete_details: orNull(object),
  instructions: orNull(either(text, list(object))),
  metadata: orNull(object),
  model: text,
  object: is("response"),
  output: list(object),
  parallel_tool_calls: boolean,
  temperature: orNull(number),
  tool_choice: either(text, object),
  tools: list(object),
  top_p: orNull(number),
} satisfies Shape<Response>;

/** Members that the types leave open and the API always sends. */
const always: Readonly<Record<string, Check>> = {
  status: is("completed", "incomplete", "failed", "in_progress"),
  max_output_tokens: orNull(number),
  previous_response_id: orNull(text),
  reasoning: orNull(object),
  text: object,
  truncation: orNull(is("auto", "disabled")),
};

const annotation = object;
const outputText = {
  type: is("output_text"),
  text,
  annotations: list(annotation),
} satisfies Shape<OpenAI.Responses.ResponseOutputText>;
const refusal = { type: is("refusal"), refusal: text } satisfies Shape<OpenAI.Responses.ResponseOutputRefusal>;
const part = either(shaped(outputText), shaped(refusal));
const summary = shaped({
  type: is("summary_text"),
  text,
} satisfies Shape<OpenAI.Responses.ResponseReasoningItem.Summary>);
const id =
  (prefix: string): Check =>
  (value) =>
    text(value) && (value as string).startsWith(prefix);

type Items<K extends Item["type"]> = { readonly [T in K]: Shape<Extract<Item, { type: T }>> };
const items = {
  message: {
    type: is("message"),
    id: id("msg_"),
    role: is("assistant"),
    status: is("in_progress", "completed", "incomplete"),
    content: list(part),
  },
  reasoning: { type: is("reasoning"), id: id("rs_"), summary: list(summary) },
  function_call: { type: is("function_call"), call_id: text, name: text, arguments: text },
  custom_tool_call: { type: is("custom_tool_call"), call_id: text, name: text, input: text },
} satisfies Items<"message" | "reasoning" | "function_call" | "custom_tool_call">;
const ids: Readonly<Record<string, Check>> = { function_call: id("fc_"), custom_tool_call: id("ctc_") };

const place = { output_index: count, sequence_number: count };
const inItem = { ...place, item_id: text };
const inPart = { ...inItem, content_index: count };
const inSummary = { ...inItem, summary_index: count };
const inResponse = { response: object, sequence_number: count };
const type = text;

const events = {
  "response.created": { type, ...inResponse },
  "response.in_progress": { type, ...inResponse },
  "response.completed": { type, ...inResponse },
  "response.incomplete": { type, ...inResponse },
  "response.failed": { type, ...inResponse },
  "response.output_item.added": { type, ...place, item: object },
  "response.output_item.done": { type, ...place, item: object },
  "response.content_part.added": { type, ...inPart, part },
  "response.content_part.done": { type, ...inPart, part },
  "response.output_text.delta": { type, ...inPart, delta: text, logprobs: list(object) },
  "response.output_text.done": { type, ...inPart, text, logprobs: list(object) },
  "response.output_text.annotation.added": { type, ...inPart, annotation_index: count, annotation: object },
  "response.refusal.delta": { type, ...inPart, delta: text },
  "response.refusal.done": { type, ...inPart, refusal: text },
  "response.reasoning_summary_part.added": { type, ...inSummary, part: summary },
  "response.reasoning_summary_part.done": { type, ...inSummary, part: summary },
  "response.reasoning_summary_text.delta": { type, ...inSummary, delta: text },
  "response.reasoning_summary_text.done": { type, ...inSummary, text },
  "response.function_call_arguments.delta": { type, ...inItem, delta: text },
  "response.function_call_arguments.done": { type, ...inItem, name: text, arguments: text },
  "response.custom_tool_call_input.delta": { type, ...inItem, delta: text },
  "response.custom_tool_call_input.done": { type, ...inItem, input: text },
  error: { type, code: orNull(text), message: text, param: orNull(text), sequence_number: count },
} satisfies { readonly [K in Event["type"]]?: Shape<Extract<Event, { type: K }>> };

export function mustBeResponse(value: Json): void {
  // Of one that broke, who tells that may not know what was asked for.
  mustFit(value, { ...response, ...(value.status === "failed" ? {} : always) }, "response");
  if (value.status === "completed") mustFit(value.usage, usage, "response.usage");
  for (const item of value.output as readonly Json[]) mustBeItem(item);
}

/** Kinds that the types do not know pass. */
export function mustBeItem(item: Json): void {
  const kind = String(item.type);
  if (!Object.hasOwn(items, kind)) return;
  mustFit(item, items[kind as keyof typeof items], kind);
  mustFit(item, { ...(ids[kind] && { id: ids[kind] }) }, kind);
}

export function mustBeEvent(event: Json): void {
  const kind = String(event.type);
  if (!Object.hasOwn(events, kind)) return;
  mustFit(event, events[kind as keyof typeof events], kind);
  if (event.response !== undefined) mustBeResponse(event.response as Json);
  if (event.item !== undefined) mustBeItem(event.item as Json);
}

export const knownEvent = (event: Json): boolean => Object.hasOwn(events, String(event.type));
