import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import type { ErrorReader } from "../failure/error-reader.ts";
import type { StreamMender } from "../protocols/stream-mender.ts";
import { sendAnswer } from "./answer.ts";
import { type AnswerHead, jsonAnswer } from "./answer-head.ts";
import type { FoldAnswer } from "./fold-answer.ts";
import type { EventSink, SinkOwner } from "./sink.ts";
import { SseSink } from "./sse-sink.ts";

export interface EventSinkPlan {
  readonly errors: ErrorReader;
  /** The client's request. */
  readonly body: Body;
  /** Whether the answer is held until it is complete. */
  readonly hold: boolean;
  /** Makes the translation write what it kept for the end, if the end has come; null if nothing is translated. */
  readonly flush: (() => void) | null;
  /** Opens what checks and repairs the events of a stream; null if Turnout writes them itself. */
  readonly mend: (() => StreamMender) | null;
  /** Combines a stream that the client did not ask for into one answer; null where there is no such stream. */
  readonly fold: FoldAnswer | null;
}

export interface EventSinkInput {
  readonly plan: EventSinkPlan;
  readonly context: RequestContext;
  readonly owner: SinkOwner;
  /** null if Turnout writes the events itself. */
  readonly mender: StreamMender | null;
}

/** The destination of a stream. */
export function eventSink({ plan, context, owner, mender }: EventSinkInput): SseSink {
  const { res, frontend } = context;
  return new SseSink({ res, owner, protocol: frontend.stream, errors: plan.errors, mender, hold: plan.hold });
}

/** That of a stream for a client that asked for none; null if it did ask. */
export function foldSink(input: EventSinkInput & { readonly head: AnswerHead }): EventSink | null {
  const { plan, context, owner, mender, head } = input;
  const { fold: name, stream: protocol } = context.frontend;
  const send = (answer: Buffer) => sendAnswer(context, jsonAnswer(head, head.status, answer));
  return plan.fold?.({ name, body: plan.body }, { owner, protocol, errors: plan.errors, mender, send }) ?? null;
}
