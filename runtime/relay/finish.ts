import type { Body } from "../body/read-model.ts";
import type { Clock } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import type { ErrorReader } from "../failure/error-reader.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Finished } from "./finished.ts";
import type { WireAnswers } from "./wire-answers.ts";

export interface FinishPlan {
  readonly clock: Clock;
  readonly errors: ErrorReader;
  /** The client's request. */
  readonly body: Body;
  /** null where all upstreams are mocks. */
  readonly wire: WireAnswers | null;
}

const WHOLE: Finished = { kind: "whole" };

/** What a complete answer, of which nothing has been sent, is to its client. */
export function finish(
  { clock, errors, body, wire }: FinishPlan,
  answer: HeldAnswer,
  context: RequestContext,
): Finished {
  if (answer.status >= 300) return { kind: "failed", outcome: errors.refusalOf(answer, clock) };
  const { frontend, res } = context;
  if (wire !== null) return wire.finished({ frontend, body }, answer.body, clock);
  // Only events fit behind the head of a stream.
  return res.headersSent ? { kind: "failed", outcome: { kind: "invalid", reason: "protocol" } } : WHOLE;
}
