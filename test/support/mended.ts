/** A mender of chat streams, and chunks for it. */
import { chatMending } from "../../runtime/protocols/chat/mend/chat-mender.ts";
import type { StreamMender } from "../../runtime/protocols/stream-mender.ts";

export const DONE = "data: [DONE]\n\n";

export function mender(asked: Readonly<Record<string, unknown>> = {}, usage = false): StreamMender {
  let ids = 0;
  return chatMending.open({ field: (name) => asked[name], usage, newId: () => `id${ids++}` });
}

/** What the client gets of events that came in one read. */
export const passed = (it: StreamMender, events: string | Buffer): string =>
  Buffer.concat(it.mend(Buffer.from(events))).toString();

/** What the client gets of these events, each in a read of its own, and of the end. */
export function mended(events: readonly string[], asked: Readonly<Record<string, unknown>> = {}): string {
  const it = mender(asked);
  const sent = events.map((event) => passed(it, event));
  return sent.join("") + it.end().toString();
}

export const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
export const head = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
export const chunk = (delta: unknown, finish: string | null = null, more: object = {}) =>
  event({ ...head, choices: [{ index: 0, delta, finish_reason: finish }], ...more });
export const ROLE = chunk({ role: "assistant", content: "" });
export const WORD = chunk({ content: "a" });
export const STOP = chunk({}, "stop");
export const call = (...pieces: unknown[]) => chunk({ tool_calls: pieces });

/** The chunks of a text, parsed, without the end. */
export function chunksOf(text: string): readonly Record<string, unknown>[] {
  return text
    .split("\n\n")
    .filter((each) => each.startsWith("data: {"))
    .map((each) => JSON.parse(each.slice("data: ".length)));
}

export function deltasOf(text: string): readonly Record<string, unknown>[] {
  return chunksOf(text).flatMap(({ choices }) =>
    (choices as readonly { readonly delta: Record<string, unknown> }[]).map(({ delta }) => delta),
  );
}

export const callsOf = (text: string) => deltasOf(text).flatMap(({ tool_calls: calls }) => (calls ?? []) as unknown[]);
