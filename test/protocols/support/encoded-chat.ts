/** What a chat client receives of an answer in the model. */
import type { AnswerOptions } from "../../../runtime/protocols/chat/encode-answer/answer-options.ts";
import { encodeChat } from "../../../runtime/protocols/chat/encode-answer/encode.ts";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { listIn, objectIn } from "../../../runtime/protocols/json/read.ts";
import { type Passed, replay } from "./recording-sink.ts";

function encoding(changes: Partial<AnswerOptions>) {
  let ids = 0;
  return encodeChat({ model: "m", now: 7, newId: () => `${ids++}`, legacy: false, usage: true, ...changes });
}

/** null if the answer is incomplete. */
export function wholeOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): JsonObject | null {
  const { sink, text } = encoding(changes).whole();
  replay(sink, passed);
  const json = text();
  return json === null ? null : JSON.parse(json);
}

/** The message of a whole answer, which ends with this. */
export function messageOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): unknown {
  return objectIn(listIn(wholeOf([...passed, ["finish", "stop", null, null]], changes)?.choices)[0]).message;
}

/** The events of a stream; `[DONE]` stays a text. */
export function chunksOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): readonly unknown[] {
  const { sink, take } = encoding(changes).stream();
  replay(sink, passed);
  const events = String(take()).split("\n\n");
  if (events.pop() !== "" || take().length > 0) throw new Error("the last event does not end");
  return events.map((event) => {
    const data = event.replace(/^data: /, "");
    return data === "[DONE]" ? data : JSON.parse(data);
  });
}

/** The deltas of a stream, behind the one with the role. */
export function deltasOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): readonly unknown[] {
  const chunks = chunksOf(passed, changes) as readonly { readonly choices: readonly JsonObject[] }[];
  return chunks.slice(1).map(({ choices }) => choices[0]?.delta);
}
