/** A small client: what it has read of a stream, told by its pieces alone and by its last event. */
import type { Response, ResponseOutputItem, ResponseStreamEvent } from "openai/resources/responses/responses";

export interface ReadStream {
  /** Of the last event; null where the stream has no end. */
  readonly response: Response | null;
  /** What the deltas make of the items that were added. */
  readonly built: readonly ResponseOutputItem[];
  /** As `output_item.done` told them. */
  readonly done: readonly ResponseOutputItem[];
}

export function readResponseStream(events: readonly ResponseStreamEvent[]): ReadStream {
  const built: ResponseOutputItem[] = [];
  const done: ResponseOutputItem[] = [];
  let response: Response | null = null;
  for (const event of events) {
    switch (event.type) {
      case "response.output_item.added":
        if (event.output_index !== built.length) throw new Error(`item ${event.output_index} comes out of turn`);
        built.push(event.item);
        break;
      case "response.output_item.done": {
        done[event.output_index] = event.item;
        const grown = built[event.output_index];
        // Only this event says how an item ended.
        if (grown !== undefined && "status" in grown && "status" in event.item)
          Object.assign(grown, { status: event.item.status });
        break;
      }
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
        response = event.response;
        break;
      default:
        grow(built, event);
    }
  }
  return { response, built, done };
}

function grow(built: readonly ResponseOutputItem[], event: ResponseStreamEvent): void {
  if (!("output_index" in event) || !("item_id" in event)) return;
  const item = built[event.output_index];
  if (item === undefined || item.id !== event.item_id) throw new Error(`${event.type} of an item that was not added`);
  if (item.type === "message") growMessage(item, event);
  if (item.type === "reasoning") growReasoning(item, event);
  if (item.type === "function_call") {
    if (event.type === "response.function_call_arguments.delta") item.arguments += event.delta;
    if (event.type === "response.function_call_arguments.done") same(item.arguments, event.arguments);
  }
  if (item.type === "custom_tool_call") {
    if (event.type === "response.custom_tool_call_input.delta") item.input += event.delta;
    if (event.type === "response.custom_tool_call_input.done") same(item.input, event.input);
  }
}

type Item<T extends ResponseOutputItem["type"]> = Extract<ResponseOutputItem, { type: T }>;

function growMessage({ content }: Item<"message">, event: ResponseStreamEvent): void {
  if (event.type === "response.content_part.added") {
    same(event.content_index, content.length);
    if (event.part.type !== "reasoning_text") content.push(event.part);
    return;
  }
  if (!("content_index" in event)) return;
  const part = content[event.content_index];
  if (part?.type === "output_text") {
    if (event.type === "response.output_text.delta") {
      part.text += event.delta;
      part.logprobs?.push(...(event.logprobs as NonNullable<typeof part.logprobs>));
    }
    if (event.type === "response.output_text.annotation.added") {
      same(event.annotation_index, part.annotations.length);
      part.annotations.push(event.annotation as (typeof part.annotations)[number]);
    }
    if (event.type === "response.output_text.done") {
      same(part.text, event.text);
      // Tokens may be told behind the text that they make.
      part.logprobs = event.logprobs as NonNullable<typeof part.logprobs>;
    }
  }
  if (part?.type === "refusal") {
    if (event.type === "response.refusal.delta") part.refusal += event.delta;
    if (event.type === "response.refusal.done") same(part.refusal, event.refusal);
  }
  if (event.type === "response.content_part.done") same(JSON.stringify(part), JSON.stringify(event.part));
}

function growReasoning({ summary }: Item<"reasoning">, event: ResponseStreamEvent): void {
  if (event.type === "response.reasoning_summary_part.added") {
    same(event.summary_index, summary.length);
    summary.push(event.part);
    return;
  }
  if (!("summary_index" in event)) return;
  const part = summary[event.summary_index];
  if (part === undefined) throw new Error(`${event.type} of a part that was not added`);
  if (event.type === "response.reasoning_summary_text.delta") part.text += event.delta;
  if (event.type === "response.reasoning_summary_text.done") same(part.text, event.text);
  if (event.type === "response.reasoning_summary_part.done") same(part.text, event.part.text);
}

function same(left: unknown, right: unknown): void {
  if (left !== right) throw new Error(`the pieces say ${String(left)}, the end says ${String(right)}`);
}
