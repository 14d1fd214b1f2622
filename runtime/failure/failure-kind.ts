import type { FailureKind } from "../contract/failure-kind.ts";
import { meaningIn, type Verdict } from "./classify.ts";
import type { Outcome } from "./outcome.ts";

const TIMED_OUT: ReadonlySet<number> = new Set([408, 504, 524]);
const PAYMENT_REQUIRED = 402;
const TOO_MANY = 429;

/** Why an attempt failed, as `[on=…]` names it; null if only the request can be to blame. */
export function failureKind(outcome: Outcome, verdict: Verdict): FailureKind | null {
  if (outcome.kind === "timeout") return "timeout";
  if (outcome.kind !== "status") return "connection";
  const { status } = outcome;
  const meaning = meaningIn(outcome);
  if (meaning === "refusal") return "content_filter";
  if (verdict === "too_long") return "context";
  if (verdict === "unknown_model") return "not_found";
  if (verdict === "dead_key") return meaning === "no_credit" || status === PAYMENT_REQUIRED ? "quota" : "auth";
  if (verdict === "final") return null;
  if (meaning === "no_login" || outcome.foreign) return "auth";
  // 413: Groq's limit of tokens per minute.
  if (status === TOO_MANY || status === 413) return "rate_limit";
  if (status === 422) return "unprocessable";
  return TIMED_OUT.has(status) ? "timeout" : "server_error";
}
