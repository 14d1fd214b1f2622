import type { JsonObject } from "../../json/json-object.ts";
import type { CalledTool } from "../../model/answer-sink.ts";
import { OWN_REASONING } from "../issuer/mark.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { callHead } from "./call-head.ts";
import { type OpenCall, openCall } from "./call-item.ts";
import type { ClientParts } from "./client-parts.ts";
import type { EventWriter } from "./event-writer.ts";
import type { ItemStatus } from "./items.ts";
import { type OpenMessage, openMessage } from "./message-item.ts";
import { type OpenReasoning, openReasoning } from "./reasoning-item.ts";

/** The items of an answer: as in the API, each ends before the next begins. */
export interface Output {
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

/** A call, from its start in the upstream's answer. */
interface Call {
  /** Input that arrived before the call's turn. */
  early: string;
  ended: boolean;
  /** null before its turn. */
  item: OpenCall | null;
}

export function createOutput(writer: EventWriter, { fields, parts, newId }: AnswerOptions): Output {
  const done: string[] = [];
  const calls: Call[] = [];
  let current: OpenMessage | OpenReasoning | OpenCall | null = null;
  /** What arrived while a call is incomplete, because some servers interleave calls. */
  let waiting: (() => void)[] = [];
  /** What arrived before the text that it belongs to. */
  let early: { readonly citations: JsonObject[]; readonly tokens: JsonObject[] } | null = null;

  const end = (status: ItemStatus): void => {
    if (current === null) return;
    current.close(status);
    const item = current.item(status);
    current = null;
    writer.event("response.output_item.done", `"output_index":${done.length},"item":${item}`);
    done.push(item);
  };
  const isWaiting = (): boolean => current?.kind === "call" && !current.isWhole();
  const inTurn = (act: () => void): void => {
    if (isWaiting()) waiting.push(act);
    else act();
  };
  const goOn = (): void => {
    while (waiting.length > 0 && !isWaiting()) waiting.shift()?.();
  };

  const message = (): OpenMessage => {
    if (current?.kind === "message") return current;
    end("completed");
    const opened = openMessage(`msg_${newId()}`, done.length, writer);
    current = opened;
    return opened;
  };

  /** Keeps what arrives separately from text: it belongs to the text before it, or else to the next one. */
  const keep = (citations: readonly JsonObject[], tokens: readonly JsonObject[]): void => {
    early ??= { citations: [], tokens: [] };
    for (const each of citations) early.citations.push(each);
    for (const each of tokens) early.tokens.push(each);
  };

  const addText = (piece: string, tokens: readonly JsonObject[]): void => {
    if (piece === "") {
      if (current?.kind === "message") current.addTokens(tokens);
      else keep([], tokens);
      return;
    }
    const part = message().part("text");
    if (early === null) {
      part.add(piece, tokens);
      return;
    }
    part.add(piece, [...early.tokens, ...tokens]);
    part.annotate(early.citations);
    early = null;
  };

  const addReasoning = (piece: string): void => {
    if (current?.kind !== "reasoning") {
      end("completed");
      current = openReasoning(OWN_REASONING + newId(), done.length, writer, sealFor(fields, parts));
    }
    current.add(piece);
  };

  const begin = (call: Call, tool: CalledTool): void => {
    end("completed");
    const head = callHead(tool, newId);
    const isOwn = tool.namespace === null && parts !== null && parts.offersOwn(fields, tool.name);
    current = isOwn ? parts.openOwnCall(head, done.length, writer) : openCall(head, done.length, writer);
    call.item = current;
    current.add(call.early);
    if (call.ended) current.end();
  };

  return {
    // Without a closure, unless it is needed: most pieces of most answers come this way.
    text(piece, tokens) {
      if (isWaiting()) waiting.push(() => addText(piece, tokens));
      else addText(piece, tokens);
    },
    textEscaped(piece) {
      if (current?.kind === "message" && early === null) current.part("text").addEscaped(piece);
      else inTurn(() => addText(JSON.parse(`"${piece}"`), []));
    },
    citations: (citations) =>
      inTurn(() => {
        if (current?.kind === "message") current.annotate(citations);
        else keep(citations, []);
      }),
    refusal: (piece) => inTurn(() => message().part("refusal").add(piece, [])),
    reasoning(piece) {
      if (isWaiting()) waiting.push(() => addReasoning(piece));
      else addReasoning(piece);
    },
    reasoningEnd: () =>
      inTurn(() => {
        if (current?.kind === "reasoning") end("completed");
      }),
    call(index, tool) {
      const call = { early: "", ended: false, item: null };
      calls[index] = call;
      inTurn(() => begin(call, tool));
    },
    input(index, piece) {
      const call = calls[index];
      if (call === undefined) return;
      if (call.item === null) call.early += piece;
      // Behind its end there is at most white space.
      if (call.item !== current) return;
      call.item?.add(piece);
      goOn();
    },
    inputEnd(index) {
      const call = calls[index];
      if (call === undefined) return;
      call.ended = true;
      // It stays open: only the end of the answer shows how the last item ends.
      call.item?.end();
      goOn();
    },
    close(status) {
      for (const act of waiting) act();
      waiting = [];
      if (done.length === 0 && current === null && status === "completed") message().part("text");
      end(status);
    },
    items: () => (current === null ? done : [...done, current.item("incomplete")]),
  };
}

/** null unless the client asks for reasoning in the form in which it sends it back. */
function sealFor({ include }: JsonObject, parts: ClientParts | null): ClientParts["seal"] | null {
  return parts !== null && Array.isArray(include) && include.includes("reasoning.encrypted_content")
    ? parts.seal
    : null;
}
