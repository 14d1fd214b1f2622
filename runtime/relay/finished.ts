import { fieldOf } from "../body/field-of.ts";
import type { Body } from "../body/read-model.ts";
import { streamWish } from "../body/stream-wish.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { Clock } from "../clock.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { hiddenFailure } from "../failure/hidden-failure.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import { isObject, parseJson, parseObject } from "../protocols/json/json-object.ts";
import { answerFormOf } from "../protocols/registry/answer-forms.ts";
import { UNFOLDS } from "../protocols/registry/unfolds.ts";
import { type AnswerHead, jsonAnswer } from "./answer-head.ts";
import type { EventSink } from "./sink.ts";

/** What a complete answer is to its client. */
export type Finished =
  | { readonly kind: "whole" }
  /** A client that asked for a stream gets one, although its upstream answered in one piece. */
  | { readonly kind: "events"; readonly events: Buffer }
  /** Another target should answer. */
  | { readonly kind: "failed"; readonly outcome: Outcome };

export interface Asked {
  readonly frontend: Frontend;
  /** The client's request. */
  readonly body: Body;
}

const WHOLE: Finished = { kind: "whole" };
const UNUSABLE: Finished = { kind: "failed", outcome: { kind: "invalid", reason: "protocol" } };

/** `answer`: with a success status, and nothing of it has been sent. */
export function finished({ frontend, body }: Asked, answer: Buffer, clock: Clock): Finished {
  const outcome = hiddenFailure({ body: answer, form: answerFormOf(frontend), clock });
  if (outcome !== null) return { kind: "failed", outcome };
  if (!isStreamed({ frontend, body })) return WHOLE;
  const events = unfolded({ frontend, body }, answer);
  return events === null ? UNUSABLE : { kind: "events", events };
}

/** Whether the client asked for a stream, of an endpoint that has streams. */
export function isStreamed({ frontend, body }: Asked): boolean {
  return frontend.fold !== null && (streamWish(body) ?? wantsStream(body));
}

/** The answer in one piece that came under the name of a stream; null if a stream came. */
export function misnamedAnswer(sink: EventSink, head: AnswerHead | null): HeldAnswer | null {
  if (sink.hasSent || head === null || !sink.startsAsJson()) return null;
  const body = sink.tail();
  if (!isWhole(body)) return null;
  sink.drop();
  return jsonAnswer(head, head.status, body);
}

/** Whether these bytes are an answer in one piece. */
export function isWhole(bytes: Buffer): boolean {
  const text = bytes.toString("utf8").trimStart();
  return (text.startsWith("{") || text.startsWith("[")) && parseJson(text) !== undefined;
}

function unfolded({ frontend: { fold: name }, body }: Asked, bytes: Buffer): Buffer | null {
  const answer = name === null ? null : parseObject(bytes.toString("utf8").replace("\ufeff", ""));
  if (name === null || answer === null) return null;
  const options = fieldOf(body, "stream_options");
  const text = UNFOLDS[name]({ answer, usage: isObject(options) && options.include_usage === true });
  return text === null ? null : Buffer.from(text);
}
