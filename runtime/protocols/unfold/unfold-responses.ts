import { isObject, type JsonObject } from "../json/json-object.ts";
import { jsonText } from "../json/json-text.ts";
import { listIn, stringIn } from "../json/read.ts";
import { responsesStream } from "../responses/stream/stream.ts";
import type { Unfold } from "./unfold.ts";

type Write = (type: string, members: JsonObject) => void;

/** The last event, by the status of a response that has ended; one without a status is complete. */
const ENDS: ReadonlyMap<unknown, string> = new Map([
  [undefined, "response.completed"],
  ["completed", "response.completed"],
  ["incomplete", "response.incomplete"],
  ["cancelled", "response.cancelled"],
]);

/** A response as its events: https://platform.openai.com/docs/api-reference/responses-streaming */
export const unfoldResponses: Unfold = ({ answer }) => {
  const { status, error } = answer;
  const end = ENDS.get(status);
  if (end === undefined && status !== "failed") return null;
  let text = "";
  let number = 0;
  const write: Write = (type, members) => {
    text += `event: ${type}\ndata: ${jsonText({ type, ...members, sequence_number: number++ })}\n\n`;
  };
  const started = {
    ...answer,
    status: "in_progress",
    error: null,
    incomplete_details: null,
    output: [],
    usage: undefined,
  };
  write("response.created", { response: started });
  write("response.in_progress", { response: started });
  if (end === undefined)
    return text + responsesStream.errorEventOf(jsonText({ error }), Buffer.from(text), null).toString();
  for (const [output_index, item] of listIn(answer.output).filter(isObject).entries()) {
    writeItem(item, output_index, write);
  }
  write(end, { response: answer });
  return text;
};

function writeItem(item: JsonObject, output_index: number, write: Write): void {
  const place = { item_id: stringIn(item.id), output_index };
  write("response.output_item.added", { output_index, item: openedItem(item) });
  if (item.type === "reasoning") {
    for (const [summary_index, part] of listIn(item.summary).filter(isObject).entries()) {
      writeSummary(part, { ...place, summary_index }, write);
    }
  }
  for (const [content_index, part] of listIn(item.content).filter(isObject).entries()) {
    writePart(part, { ...place, content_index }, write);
  }
  if (item.type === "function_call") {
    const { name, arguments: whole } = item;
    writeText("response.function_call_arguments", whole, { place, done: { name, arguments: whole }, write });
  }
  if (item.type === "custom_tool_call") {
    writeText("response.custom_tool_call_input", item.input, { place, done: { input: item.input }, write });
  }
  write("response.output_item.done", { output_index, item });
}

/** Members that are empty until events fill them. */
const FILLED: Readonly<Record<string, unknown>> = { content: [], summary: [], arguments: "", input: "" };

function openedItem(item: JsonObject): JsonObject {
  const entries = Object.entries(item).map(([key, value]) => {
    if (key === "status") return [key, "in_progress"];
    return [key, Object.hasOwn(FILLED, key) && value !== null ? FILLED[key] : value];
  });
  return Object.fromEntries(entries);
}

function writePart(part: JsonObject, place: JsonObject, write: Write): void {
  const { type, text, refusal, annotations, logprobs } = part;
  const lists = type === "output_text" ? { annotations: [], logprobs: [] } : {};
  const empty = type === "refusal" ? { refusal: "" } : { text: "" };
  write("response.content_part.added", { ...place, part: { type, ...empty, ...lists } });
  if (type === "output_text") {
    const tokens = { logprobs: logprobs ?? [] };
    writeText("response.output_text", text, { place, delta: tokens, done: { text, ...tokens }, write });
    for (const [annotation_index, annotation] of listIn(annotations).entries()) {
      write("response.output_text.annotation.added", { ...place, annotation_index, annotation });
    }
  } else if (type === "refusal") writeText("response.refusal", refusal, { place, done: { refusal }, write });
  else writeText("response.reasoning_text", text, { place, done: { text }, write });
  write("response.content_part.done", { ...place, part });
}

function writeSummary(part: JsonObject, place: JsonObject, write: Write): void {
  const { type, text } = part;
  write("response.reasoning_summary_part.added", { ...place, part: { type, text: "" } });
  writeText("response.reasoning_summary_text", text, { place, done: { text }, write });
  write("response.reasoning_summary_part.done", { ...place, part });
}

interface TextEvents {
  readonly place: JsonObject;
  /** More members of the delta. */
  readonly delta?: JsonObject;
  /** The other members of the event that has all of the text. */
  readonly done: JsonObject;
  readonly write: Write;
}

function writeText(event: string, text: unknown, { place, delta, done, write }: TextEvents): void {
  if (typeof text === "string" && text !== "") write(`${event}.delta`, { ...place, delta: text, ...delta });
  write(`${event}.done`, { ...place, ...done });
}
