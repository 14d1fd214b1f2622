import type { RequestContext } from "../context.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { Verdict } from "../failure/classify.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { ToldError } from "../relay/told-error.ts";
import { type Attempt, targetName } from "../targets/attempt.ts";

/** How a request ends that no target has answered. */
export type Failure = {
  readonly target: string;
  /** Whether it makes no sense for the client to send the request again soon. */
  readonly spent: boolean;
} & (
  | {
      /** The last upstream's answer. */
      readonly kind: "answer";
      readonly answer: HeldAnswer;
      /** Whether the request itself is at fault, so that no other target is tried. */
      readonly final: boolean;
    }
  | { readonly kind: "error"; readonly error: GatewayError }
);

/** Milliseconds. Clients sleep for as long as an upstream says, a day if it says so. */
const LONGEST_WAIT = 60_000;

export interface FailureInput {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** The upstream's answer, if there was one. */
  readonly answer: HeldAnswer | null;
  readonly attempt: Attempt;
}

export function failureOf(
  { outcome, verdict, answer, attempt }: FailureInput,
  context: RequestContext,
  tell: ToldError | null,
): Failure {
  const target = targetName(attempt);
  const waits = outcome.kind === "status" && (outcome.retryAfter ?? 0) > LONGEST_WAIT;
  const spent = verdict !== "final" && (waits || context.attempts > 1);
  if (answer === null) return { kind: "error", error: errorFor(outcome, target), target, spent };
  return {
    kind: "answer",
    answer: tell?.(context, answer, outcome) ?? answer,
    target,
    spent,
    final: verdict === "final",
  };
}

function errorFor(outcome: Outcome, target: string): GatewayError {
  switch (outcome.kind) {
    case "timeout":
      return gatewayError("upstream_timeout", `The upstream of ${target} did not answer in time.`);
    case "connection":
      return gatewayError("upstream_unreachable", `The upstream of ${target} could not be reached.`);
    default:
      return gatewayError("upstream_invalid", `The upstream of ${target} gave no answer that can be passed on.`);
  }
}
