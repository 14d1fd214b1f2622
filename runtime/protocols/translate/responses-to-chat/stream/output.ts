import type { JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { toldCall } from "../answer/call-head.ts";
import type { ItemStatus } from "../answer/items.ts";
import { annotationsIn, logprobsIn, reasoningIn, textIn } from "../answer/said.ts";
import { textOf } from "../json.ts";
import { type OpenCall, openCall } from "./call-item.ts";
import { callPieces, type StreamedCall } from "./call-pieces.ts";
import type { EventWriter } from "./event-writer.ts";
import { type OpenMessage, openMessage } from "./message-item.ts";
import type { OpenItem } from "./open-item.ts";
import { type OpenReasoning, openReasoning } from "./reasoning-item.ts";

/** The items of an answer while it is streamed. */
export interface StreamedOutput {
  /** The events of one delta. */
  add(delta: JsonObject, choice: JsonObject): string;
  /** The events that end all items. */
  close(status: "completed" | "incomplete"): string;
  /** All items, those that are not closed as they stand. */
  items(): readonly JsonObject[];
}

export function streamedOutput(writer: EventWriter, context: AnswerContext): StreamedOutput {
  const { newId } = context;
  const items: (OpenItem | JsonObject)[] = [];
  const pieces = callPieces();
  /** Opened once their names are known; until then what is given to them waits. */
  const waiting = new Map<StreamedCall, string>();
  const calls = new Map<StreamedCall, OpenCall>();
  let reasoning: OpenReasoning | null = null;
  let message: OpenMessage | null = null;
  /** What came before the text that it belongs to. */
  let early: { readonly annotations: JsonObject[]; readonly logprobs: JsonObject[] } | null = null;

  const closeItem = (item: OpenItem, status: ItemStatus): string => {
    const events = item.close(status);
    const whole = item.item(status);
    items[item.outputIndex] = whole;
    const members = `"output_index":${item.outputIndex},"item":${jsonText(whole)}`;
    return events + writer.event("response.output_item.done", members);
  };

  /** A call goes on beside what follows it; reasoning and text end. */
  const closeCurrent = (): string => {
    const current = reasoning ?? message;
    reasoning = null;
    message = null;
    return current === null ? "" : closeItem(current, "completed");
  };

  const reason = (piece: string): string => {
    if (reasoning !== null) return reasoning.add(piece);
    const before = closeCurrent();
    reasoning = openReasoning(`rs_${newId()}`, items.length, writer);
    items.push(reasoning);
    return before + reasoning.open() + reasoning.add(piece);
  };

  const say = (kind: "text" | "refusal", piece: string, logprobs: readonly JsonObject[]): string => {
    if (message !== null) return message.add(kind, piece, logprobs);
    const before = closeCurrent();
    message = openMessage(`msg_${newId()}`, items.length, writer);
    items.push(message);
    return before + message.open() + message.add(kind, piece, logprobs);
  };

  const call = (streamed: StreamedCall, given: string): string => {
    const known = calls.get(streamed);
    if (known !== undefined) return known.add(given);
    const all = (waiting.get(streamed) ?? "") + given;
    waiting.set(streamed, all);
    return streamed.name === null ? "" : openWaiting(streamed, all);
  };

  const openWaiting = (streamed: StreamedCall, given: string): string => {
    const before = closeCurrent();
    const opened = openCall(toldCall(streamed, context), items.length, writer);
    waiting.delete(streamed);
    calls.set(streamed, opened);
    items.push(opened);
    return before + opened.open() + opened.add(given);
  };

  const speak = (delta: JsonObject, choice: JsonObject): string => {
    const text = textIn(delta);
    let logprobs = logprobsIn(choice);
    let annotations = annotationsIn(delta);
    if (text === "" && logprobs.length === 0 && annotations.length === 0) return "";
    if (text === "" && message === null) {
      early ??= { annotations: [], logprobs: [] };
      for (const each of annotations) early.annotations.push(each);
      for (const each of logprobs) early.logprobs.push(each);
      return "";
    }
    if (text !== "" && early !== null) {
      logprobs = [...early.logprobs, ...logprobs];
      annotations = [...early.annotations, ...annotations];
      early = null;
    }
    const said = text === "" ? "" : say("text", text, logprobs);
    if (text === "") message?.addLogprobs(logprobs);
    return annotations.length === 0 ? said : said + (message?.annotate(annotations) ?? "");
  };

  return {
    add(delta, choice) {
      let events = "";
      const thought = reasoningIn(delta);
      if (thought !== "") events += reason(thought);
      events += speak(delta, choice);
      const refusal = textOf(delta.refusal);
      if (refusal !== "") events += say("refusal", refusal, []);
      for (const { call: streamed, piece } of pieces.of(delta)) events += call(streamed, piece.given);
      return events;
    },
    close(status) {
      let events = "";
      for (const [streamed, given] of [...waiting]) events += openWaiting(streamed, given);
      if (items.length === 0 && status === "completed") events += say("text", "", []);
      const last = items.length - 1;
      for (const item of [...items]) {
        if (isOpen(item)) events += closeItem(item, item.outputIndex === last ? status : "completed");
      }
      reasoning = null;
      message = null;
      return events;
    },
    items: () => items.map((item) => (isOpen(item) ? item.item("incomplete") : item)),
  };
}

function isOpen(item: OpenItem | JsonObject): item is OpenItem {
  return "outputIndex" in item;
}
