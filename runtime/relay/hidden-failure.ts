import type { Clock } from "../clock.ts";
import type { Outcome } from "../routing/outcome.ts";
import { retryHint } from "../routing/retry-hint.ts";
import { errorIn } from "../sse/event-error.ts";

/** Where an error stands that is all of an answer: before it there is room for a brace and some white space. */
const START = 24;
const ERROR = /^\s*\{\s*"error"\s*:\s*[{"]/;
const EMPTY: Outcome = { kind: "invalid", reason: "cut" };

/**
 * What is wrong with a whole answer whose status says that nothing is: no body at all, or an error for a body, as
 * aggregators send it that had begun to answer. null for most.
 */
export function hiddenFailure(body: Buffer, clock: Clock): Outcome | null {
  if (body.length === 0) return EMPTY;
  if (!ERROR.test(body.toString("latin1", 0, START))) return null;
  const error = errorIn(body.toString("utf8"));
  return {
    kind: "status",
    ...error,
    retryAfter: retryHint({ headers: [], message: error.message, now: clock.wall() }),
  };
}
