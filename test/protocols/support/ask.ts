import type { Ask } from "../../../runtime/protocols/model/ask.ts";
import type { Family } from "../../../runtime/protocols/model/extras.ts";
import type { Message } from "../../../runtime/protocols/model/turn.ts";

/** A request that asks for nothing but an answer to "Hi", as a client of no protocol in particular would make it. */
export function askOf(changes: Partial<Ask> = {}): Ask {
  return {
    words: { turns: "turns", choice: "choice", limit: "most", stop: "ends", topK: "k", seed: "dice", answers: "count" },
    turns: [messageOf("user", "Hi")],
    tools: [],
    choice: null,
    parallelCalls: null,
    limit: null,
    stop: [],
    sampling: { temperature: null, topP: null, topK: null, seed: null },
    reasoning: null,
    format: null,
    answers: 1,
    stream: false,
    extras: null,
    cache: null,
    ...changes,
  };
}

export function messageOf(role: Message["role"], content: Message["content"]): Message {
  return { role, content, extras: null, cache: null };
}

const NODE = { extras: null, cache: null } as const;

export function textBlock(text: string) {
  return { kind: "text", text, ...NODE } as const;
}

export function callBlock(id: string, name = "now", input = "{}") {
  return { kind: "call", id, tool: "function", name, namespace: null, input, continuation: null, ...NODE } as const;
}

export function resultBlock(call: string, content: string) {
  return { kind: "result", call, failed: false, content, ...NODE } as const;
}

export function reasoningBlock(text: string, data: string | null) {
  const continuation = data === null ? null : ({ from: "responses", id: "rs_1", data } as const);
  return { kind: "reasoning", text, continuation, ...NODE } as const;
}

export function foreignBlock(family: Family) {
  return { kind: "foreign", family, value: { type: "hologram" } } as const;
}

/** What only another family has, in every place of a request that can hold it. */
export function askOfAnotherFamily(): Ask {
  const family = "anthropic";
  return askOf({
    turns: [
      messageOf("user", [textBlock("Look"), foreignBlock(family)]),
      { role: "foreign", family, value: { type: "container" }, place: "turns[1]" },
      messageOf("assistant", [callBlock("a")]),
      messageOf("user", [{ ...resultBlock("a", ""), content: [textBlock("12"), foreignBlock(family)] }]),
    ],
    tools: [{ kind: "foreign", family, value: { type: "computer" }, place: "tools[0]" }],
    extras: { family, members: { container: "c" } },
  });
}
