/** An answer as `/responses` streams it: the texts of its events. */
import type OpenAI from "openai";
import type { Asked } from "./asked.ts";
import type { ErrorBody } from "./fault.ts";
import { responsesHabits } from "./habits.ts";
import {
  failedResponse,
  itemsOf,
  opened,
  partOf,
  type ResponseBody,
  responsesAnswer,
  strangeItem,
} from "./responses-answer.ts";
import type { Json } from "./rules.ts";
import type { Answer, Piece } from "./scenario.ts";
import { logprobsOf, type Stamp } from "./stamp.ts";

type Event = OpenAI.Responses.ResponseStreamEvent;
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
/** An event before it is counted. */
type Uncounted = Without<Event, "sequence_number" | "response"> & { readonly response?: ResponseBody };
type Item = OpenAI.Responses.ResponseOutputItem;

export function responsesStream(asked: Asked, answer: Answer, stamp: Stamp): readonly string[] {
  const begun = opened(asked, stamp);
  const whole = responsesAnswer(asked, answer, stamp);
  const events: (Uncounted | Json)[] = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
  ];
  if (answer.strange)
    events.push(
      { type: "response.telepathy.begun", mood: "sunny", output_index: 0 },
      { type: "response.output_item.added", output_index: 0, item: { ...strangeItem, status: "in_progress" } },
      { type: "response.telepathy_call.thought.delta", output_index: 0, item_id: strangeItem.id, delta: "…" },
      { type: "response.output_item.done", output_index: 0, item: strangeItem },
    );
  const first = answer.strange ? 1 : 0;
  const items = itemsOf(asked, answer, stamp);
  answer.output.forEach((piece, i) => {
    const item = items[i];
    if (item !== undefined) events.push(...eventsOf(piece, item, first + i, asked));
  });
  events.push({ type: answer.finish === "stop" ? "response.completed" : "response.incomplete", response: whole });
  const texts = events.map((event, i) => responsesEvent({ ...event, ...(answer.strange && { mood: "sunny" }) }, i));
  return responsesHabits(texts, answer);
}

export function responsesEvent(event: Json, sequence: number): string {
  const { type, ...rest } = event;
  return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...rest })}\n\n`;
}

export function responsesError({ code, message, param }: ErrorBody, sequence: number): string {
  return responsesEvent({ type: "error", code, message, param }, sequence);
}

export function responsesFailure(asked: Asked, stamp: Stamp, error: ErrorBody, sequence: number): string {
  return responsesEvent({ type: "response.failed", response: failedResponse(opened(asked, stamp), error) }, sequence);
}

function eventsOf(piece: Piece, item: Item, output_index: number, asked: Asked): readonly (Uncounted | Json)[] {
  const at = { item_id: String(item.id), output_index };
  const between = {
    reasoning: () => summaryEvents(piece, at),
    text: () => textEvents(piece, at, asked),
    refusal: () => textEvents(piece, at, asked),
    function: () => argumentEvents(piece, at),
    custom: () => inputEvents(piece, at),
  }[piece.kind]();
  return [
    { type: "response.output_item.added", output_index, item: begunItem(item) },
    ...between,
    { type: "response.output_item.done", output_index, item },
  ];
}

function begunItem(item: Item): Item {
  switch (item.type) {
    case "reasoning":
      return { ...item, summary: [] };
    case "message":
      return { ...item, status: "in_progress", content: [] } as Item;
    case "function_call":
      return { ...item, status: "in_progress", arguments: "" } as Item;
    case "custom_tool_call":
      return { ...item, input: "" } as Item;
    default:
      return item;
  }
}

interface Place {
  readonly item_id: string;
  readonly output_index: number;
}

function summaryEvents(piece: Piece, at: Place): readonly Uncounted[] {
  if (piece.kind !== "reasoning") return [];
  return piece.summary.flatMap((deltas, summary_index): readonly Uncounted[] => {
    const text = deltas.join("");
    const here = { ...at, summary_index };
    return [
      { type: "response.reasoning_summary_part.added", ...here, part: { type: "summary_text", text: "" } },
      ...deltas.map((delta) => ({ type: "response.reasoning_summary_text.delta" as const, ...here, delta })),
      { type: "response.reasoning_summary_text.done", ...here, text },
      { type: "response.reasoning_summary_part.done", ...here, part: { type: "summary_text", text } },
    ];
  });
}

function textEvents(piece: Piece, at: Place, asked: Asked): readonly Uncounted[] {
  if (piece.kind !== "text" && piece.kind !== "refusal") return [];
  const here = { ...at, content_index: 0 };
  const part = partOf(piece, asked);
  if (part.type === "refusal")
    return [
      { type: "response.content_part.added", ...here, part: { type: "refusal", refusal: "" } },
      ...piece.deltas.map((delta) => ({ type: "response.refusal.delta" as const, ...here, delta })),
      { type: "response.refusal.done", ...here, refusal: part.refusal },
      { type: "response.content_part.done", ...here, part },
    ];
  return [
    { type: "response.content_part.added", ...here, part: { ...part, text: "", annotations: [], logprobs: [] } },
    ...piece.deltas.map((delta) => ({
      type: "response.output_text.delta" as const,
      ...here,
      delta,
      logprobs: asked.logprobs ? logprobsOf([delta]) : [],
    })),
    ...part.annotations.map((annotation, annotation_index) => ({
      type: "response.output_text.annotation.added" as const,
      ...here,
      annotation_index,
      annotation,
    })),
    { type: "response.output_text.done", ...here, text: part.text, logprobs: part.logprobs },
    { type: "response.content_part.done", ...here, part },
  ];
}

function argumentEvents(piece: Piece, at: Place): readonly Uncounted[] {
  if (piece.kind !== "function") return [];
  return [
    ...piece.deltas.map((delta) => ({ type: "response.function_call_arguments.delta" as const, ...at, delta })),
    { type: "response.function_call_arguments.done", ...at, name: piece.name, arguments: piece.deltas.join("") },
  ];
}

function inputEvents(piece: Piece, at: Place): readonly Uncounted[] {
  if (piece.kind !== "custom") return [];
  return [
    ...piece.deltas.map((delta) => ({ type: "response.custom_tool_call_input.delta" as const, ...at, delta })),
    { type: "response.custom_tool_call_input.done", ...at, input: piece.deltas.join("") },
  ];
}
