import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { Clock } from "../clock.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { refusalOf } from "../failure/refusal.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import { type AnswerHead, jsonAnswer } from "./answer-head.ts";
import type { Sink } from "./sink.ts";
import type { WireAnswers } from "./wire-answers.ts";

/** What a complete answer, of which nothing has been sent, is to its client. */
export type Finished =
  | { readonly kind: "whole" }
  /** A client that asked for a stream gets one, although its upstream answered in one piece. */
  | { readonly kind: "events"; readonly events: Buffer }
  /** Another target should answer. `answer` is what the client gets if there is none; null if it is of no use. */
  | { readonly kind: "failed"; readonly outcome: Outcome; readonly answer: HeldAnswer | null };

export interface FinishedInput extends StreamedInput {
  readonly answer: HeldAnswer;
  readonly clock: Clock;
}

export interface StreamedInput {
  readonly frontend: Frontend;
  /** The client's request. */
  readonly body: Body;
  /** Whether the client has received the head of a stream. */
  readonly onlyEventsFit: boolean;
  readonly wire: WireAnswers | null;
}

const WHOLE: Finished = { kind: "whole" };
const UNUSABLE: Finished = { kind: "failed", outcome: { kind: "invalid", reason: "protocol" }, answer: null };

export function finished(input: FinishedInput): Finished {
  const { answer, frontend, body, wire } = input;
  const outcome = failureIn(input);
  if (outcome !== null) {
    const shown = outcome.kind === "status" ? { ...answer, status: outcome.status } : null;
    return { kind: "failed", outcome, answer: shown };
  }
  if (!isStreamed(input)) return WHOLE;
  const events = wire === null ? null : wire.unfold(frontend, answer.body, body);
  return events === null ? UNUSABLE : { kind: "events", events };
}

/** Whether the client asked for a stream, of an endpoint that has streams. */
export function isStreamed({ frontend, body, onlyEventsFit, wire }: StreamedInput): boolean {
  return onlyEventsFit || (wire !== null && frontend.fold !== null && wantsStream(body));
}

function failureIn({ answer, frontend, clock, wire }: FinishedInput): Outcome | null {
  if (answer.status >= 300) return refusalOf(answer, clock);
  return wire === null ? null : wire.failureIn(answer.body, frontend, clock);
}

/** The answer in one piece that came under the name of a stream; null if a stream came. */
export function misnamedAnswer(sink: Sink, head: AnswerHead | null, wire: WireAnswers | null): HeldAnswer | null {
  if (sink.hasSent || head === null || wire === null) return null;
  const body = sink.tail();
  if (!wire.isWhole(body)) return null;
  sink.drop();
  return jsonAnswer(head, head.status, body);
}
