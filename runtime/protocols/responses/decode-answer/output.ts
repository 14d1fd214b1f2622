import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { AnswerSink } from "../../model/answer-sink.ts";
import { type CallItem, callItem } from "./call-item.ts";
import { type Items, itemsOf } from "./items.ts";
import { type MessageItem, messageItem } from "./message-item.ts";
import { type ReasoningItem, reasoningItem } from "./reasoning-item.ts";
import { separated } from "./separated.ts";

/** Passes a response's `output` to a sink. Items of hosted tools are left out. */
export interface Output {
  readonly messages: Items<MessageItem>;
  readonly calls: Items<CallItem>;
  readonly reasoning: Items<ReasoningItem>;
  /** An item starts. */
  open(item: unknown, index: unknown): void;
  /** An item is complete. */
  close(item: unknown, index: unknown): void;
  /** Passes on what is new in all items, which are complete. */
  complete(items: unknown): void;
  /** How many calls were passed on. */
  called(): number;
}

export function createOutput(sink: AnswerSink): Output {
  const voices = { sink, content: separated(), refusal: separated() };
  const voice = separated();
  let called = 0;
  const messages = itemsOf(() => messageItem(voices));
  const calls = itemsOf(() => callItem(sink, () => called++));
  const reasoning = itemsOf(() => reasoningItem(sink, voice));
  const kinds = { message: messages, function_call: calls, custom_tool_call: calls, reasoning } as const;
  const kindOf = ({ type }: JsonObject) => (isKind(kinds, type) ? kinds[type] : null);

  return {
    messages,
    calls,
    reasoning,
    open(item, index) {
      if (!isObject(item)) return;
      const kind = kindOf(item);
      if (kind === calls) calls.open(item.id, index).open(item);
      else kind?.open(item.id, index);
    },
    close(item, index) {
      if (isObject(item)) kindOf(item)?.close(item.id, index).complete(item);
    },
    complete(items) {
      const counts = new Map<unknown, number>();
      for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
        const kind = kindOf(item);
        const n = counts.get(kind) ?? 0;
        counts.set(kind, n + 1);
        kind?.nth(item.id, n).complete(item);
      }
    },
    called: () => called,
  };
}

function isKind<K extends object>(kinds: K, type: unknown): type is keyof K {
  return typeof type === "string" && Object.hasOwn(kinds, type);
}
