import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import { sendAnswer } from "./answer.ts";
import { type AnswerHead, jsonAnswer } from "./answer-head.ts";
import type { FoldAnswer } from "./fold-answer.ts";
import type { EventSink, SinkOwner } from "./sink.ts";
import { SseSink } from "./sse-sink.ts";

export interface EventSinkPlan {
  /** The client's request. */
  readonly body: Body;
  /** Whether the answer is held until it is complete. */
  readonly hold: boolean;
  /** Makes the translation write what it kept for the end; null if nothing is translated. */
  readonly flush: (() => void) | null;
  /** Combines a stream that the client did not ask for into one answer; null where there is no such stream. */
  readonly fold: FoldAnswer | null;
}

/** The destination of a stream. */
export function eventSink(plan: EventSinkPlan, context: RequestContext, owner: SinkOwner): SseSink {
  const { hold, flush } = plan;
  const { res, frontend } = context;
  return new SseSink({ res, owner, protocol: frontend.stream, hold, trusted: flush !== null });
}

/** That of a stream for a client that asked for none; null if it did ask. */
export function foldSink(
  { fold, body }: EventSinkPlan,
  context: RequestContext,
  owner: SinkOwner,
  head: AnswerHead,
): EventSink | null {
  const { fold: name, stream: protocol } = context.frontend;
  const send = (answer: Buffer) => sendAnswer(context, jsonAnswer(head, head.status, answer));
  return fold?.({ name, body }, { owner, protocol, send }) ?? null;
}
