import type { Clock } from "../clock.ts";
import type { Outcome } from "../routing/outcome.ts";
import { retryHint } from "../routing/retry-hint.ts";
import type { HeldAnswer } from "./answer.ts";
import { upstreamError } from "./upstream-error.ts";

/** What an answer means whose status is an error. */
export function refusalOf({ status, headers, body }: HeldAnswer, clock: Clock): Outcome {
  const { code, message } = upstreamError(body);
  return { kind: "status", status, code, message, retryAfter: retryHint({ headers, message, now: clock.wall() }) };
}
