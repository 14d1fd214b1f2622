/** What a Responses client receives of an answer in the model. */
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import type { AnswerOptions } from "../../../runtime/protocols/responses/encode-answer/answer-options.ts";
import { encodeResponses } from "../../../runtime/protocols/responses/encode-answer/encode.ts";
import { type Passed, replay } from "./recording-sink.ts";

/** Ids are `resp_0`, `msg_1` and so on. */
function encoding(changes: Partial<AnswerOptions>) {
  let ids = 0;
  return encodeResponses({ fields: {}, parts: null, model: "m", now: 7, newId: () => `${ids++}`, ...changes });
}

/** null if the answer is incomplete. */
export function wholeOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): JsonObject | null {
  const { sink, text } = encoding(changes).whole();
  replay(sink, passed);
  const json = text();
  return json === null ? null : JSON.parse(json);
}

/** The output of a whole answer, which ends with this. */
export function outputOf(passed: readonly Passed[]): unknown {
  return wholeOf([...passed, ["finish", "stop", null, null]])?.output;
}

export interface StreamedEvent extends JsonObject {
  readonly type: string;
}

/** The events of a stream: named by their types, and numbered from 0. */
export function eventsOf(passed: readonly Passed[], changes: Partial<AnswerOptions> = {}): readonly StreamedEvent[] {
  const { sink, take } = encoding(changes).stream();
  replay(sink, passed);
  const texts = String(take()).split("\n\n");
  if (texts.pop() !== "" || take().length > 0) throw new Error("the last event does not end");
  return texts.map((text, number) => {
    const [name = "", data = ""] = text.split("\n");
    const { sequence_number, ...event } = JSON.parse(data.replace(/^data: /, ""));
    if (name !== `event: ${event.type}` || sequence_number !== number) throw new Error(`unlike the API's: ${text}`);
    return event;
  });
}

/** The events between the two that start a response and the one that ends it. */
export function outputEvents(passed: readonly Passed[]): readonly StreamedEvent[] {
  return eventsOf([...passed, ["finish", "stop", null, null]]).slice(2, -1);
}
