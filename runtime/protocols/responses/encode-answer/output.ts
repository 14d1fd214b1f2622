import type { JsonObject } from "../../json/json-object.ts";
import type { CalledTool } from "../../model/answer-sink.ts";
import { callHead } from "./call-head.ts";
import { type OpenCall, openCall } from "./call-item.ts";
import type { EventWriter } from "./event-writer.ts";
import type { ItemStatus } from "./items.ts";
import { type OpenMessage, openMessage } from "./message-item.ts";
import type { OpenItem } from "./open-item.ts";
import { type OpenReasoning, openReasoning } from "./reasoning-item.ts";

/** The items of a streamed answer. */
export interface StreamedOutput {
  text(piece: string, tokens: readonly JsonObject[]): void;
  textEscaped(piece: string): void;
  citations(citations: readonly JsonObject[]): void;
  refusal(piece: string): void;
  reasoning(piece: string): void;
  reasoningEnd(): void;
  call(index: number, tool: CalledTool): void;
  input(index: number, piece: string): void;
  inputEnd(index: number): void;
  /** Ends all items. */
  close(status: "completed" | "incomplete"): void;
  /** All items as JSON text, in their current state. */
  items(): readonly string[];
}

export function streamedOutput(writer: EventWriter, newId: () => string): StreamedOutput {
  const items: (OpenItem | string)[] = [];
  const calls: OpenCall[] = [];
  let reasoning: OpenReasoning | null = null;
  let message: OpenMessage | null = null;
  /** What arrived before the text that it belongs to. */
  let early: { readonly citations: JsonObject[]; readonly tokens: JsonObject[] } | null = null;

  const closeItem = (item: OpenItem, status: ItemStatus): void => {
    item.close(status);
    const whole = item.item(status);
    items[item.outputIndex] = whole;
    writer.event("response.output_item.done", `"output_index":${item.outputIndex},"item":${whole}`);
  };

  /** Ends reasoning or text; a call may continue while the next item grows. */
  const closeCurrent = (): void => {
    const current = reasoning ?? message;
    reasoning = null;
    message = null;
    if (current !== null) closeItem(current, "completed");
  };

  const opened = (): OpenMessage => {
    if (message !== null) return message;
    closeCurrent();
    const item = openMessage(`msg_${newId()}`, items.length, writer);
    message = item;
    items.push(item);
    return item;
  };

  /** Keeps what arrives separately from text: it belongs to the text before it, or else to the next one. */
  const keep = (citations: readonly JsonObject[], tokens: readonly JsonObject[]): void => {
    early ??= { citations: [], tokens: [] };
    for (const each of citations) early.citations.push(each);
    for (const each of tokens) early.tokens.push(each);
  };

  const text = (piece: string, tokens: readonly JsonObject[]): void => {
    if (piece === "") {
      if (message === null) keep([], tokens);
      else message.addTokens(tokens);
      return;
    }
    const part = opened().part("text");
    if (early === null) {
      part.add(piece, tokens);
      return;
    }
    part.add(piece, [...early.tokens, ...tokens]);
    part.annotate(early.citations);
    early = null;
  };

  return {
    text,
    textEscaped(piece) {
      if (early === null) opened().part("text").addEscaped(piece);
      else text(JSON.parse(`"${piece}"`), []);
    },
    citations(citations) {
      if (message === null) keep(citations, []);
      else message.annotate(citations);
    },
    refusal: (piece) => opened().part("refusal").add(piece, []),
    reasoning(piece) {
      if (reasoning === null) {
        closeCurrent();
        reasoning = openReasoning(`rs_${newId()}`, items.length, writer);
        items.push(reasoning);
      }
      reasoning.add(piece);
    },
    reasoningEnd() {
      if (reasoning !== null) closeCurrent();
    },
    call(index, tool) {
      closeCurrent();
      const item = openCall(callHead(tool, newId), items.length, writer);
      calls[index] = item;
      items.push(item);
    },
    input: (index, piece) => calls[index]?.add(piece),
    inputEnd(index) {
      const call = calls[index];
      // Only the end of the answer shows how the last item ends.
      if (call === undefined || call.outputIndex === items.length - 1) return;
      if (items[call.outputIndex] === call) closeItem(call, "completed");
    },
    close(status) {
      if (items.length === 0 && status === "completed") opened().part("text");
      const last = items.length - 1;
      for (const item of [...items]) {
        if (typeof item !== "string") closeItem(item, item.outputIndex === last ? status : "completed");
      }
      reasoning = null;
      message = null;
    },
    items: () => items.map((item) => (typeof item === "string" ? item : item.item("incomplete"))),
  };
}
