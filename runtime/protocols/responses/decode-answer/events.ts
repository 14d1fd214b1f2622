import type { JsonObject } from "../../json/json-object.ts";
import type { Output } from "./output.ts";

type Take = (output: Output, event: JsonObject) => void;

/** What each event changes in the output: https://platform.openai.com/docs/api-reference/responses-streaming */
const EVENTS: ReadonlyMap<unknown, Take> = new Map<unknown, Take>([
  ["response.output_text.delta", (output, event) => partOf(output, event).text(event.delta, event.logprobs)],
  ["response.output_text.done", (output, event) => partOf(output, event).wholeText(event.text, event.logprobs)],
  ["response.refusal.delta", (output, event) => partOf(output, event).refusal(event.delta)],
  ["response.refusal.done", (output, event) => partOf(output, event).wholeRefusal(event.refusal)],
  ["response.output_text.annotation.added", (output, event) => partOf(output, event).annotation(event.annotation)],
  ["response.function_call_arguments.delta", (output, event) => callOf(output, event).input(event.delta)],
  ["response.function_call_arguments.done", (output, event) => callOf(output, event).wholeInput(event.arguments)],
  ["response.custom_tool_call_input.delta", (output, event) => callOf(output, event).input(event.delta)],
  ["response.custom_tool_call_input.done", (output, event) => callOf(output, event).wholeInput(event.input)],
  ["response.reasoning_summary_text.delta", (output, event) => summaryOf(output, event).text(event.delta)],
  ["response.reasoning_summary_text.done", (output, event) => summaryOf(output, event).wholeText(event.text)],
  ["response.reasoning_text.delta", (output, event) => reasoningOf(output, event).text(event.delta)],
  ["response.reasoning_text.done", (output, event) => reasoningOf(output, event).wholeText(event.text)],
  ["response.output_item.added", (output, { item, output_index }) => output.open(item, output_index)],
  ["response.output_item.done", (output, { item, output_index }) => output.close(item, output_index)],
]);

/** Takes an event. false if it does not concern the output. */
export function takeEvent(output: Output, type: unknown, event: JsonObject): boolean {
  const take = EVENTS.get(type);
  take?.(output, event);
  return take !== undefined;
}

/** The part of a message that an event is about. */
export function partOf({ messages }: Output, { item_id, output_index, content_index }: JsonObject) {
  return messages.at(item_id, output_index).part(content_index);
}

function callOf({ calls }: Output, { item_id, output_index }: JsonObject) {
  return calls.at(item_id, output_index);
}

function summaryOf({ reasoning }: Output, { item_id, output_index, summary_index }: JsonObject) {
  return reasoning.at(item_id, output_index).summary(summary_index);
}

function reasoningOf({ reasoning }: Output, { item_id, output_index, content_index }: JsonObject) {
  return reasoning.at(item_id, output_index).content(content_index);
}
