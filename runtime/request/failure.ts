import type { RequestContext } from "../context.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { Verdict } from "../failure/classify.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { redactAnswer } from "../failure/redact-answer.ts";
import type { ToldError } from "../relay/told-error.ts";
import { type Attempt, targetName } from "../targets/attempt.ts";

/** How a request ends that no target has answered. */
export type Failure =
  /** The last upstream's answer. `final`: the request itself is at fault, and no other target is tried. */
  | { readonly kind: "answer"; readonly answer: HeldAnswer; readonly target: string; readonly final: boolean }
  | { readonly kind: "error"; readonly error: GatewayError; readonly target: string };

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
  if (answer === null) return { kind: "error", error: errorFor(outcome, target), target };
  const clean = redactAnswer(answer, attempt.endpoint.instance.secret);
  return { kind: "answer", answer: tell?.(context, clean, outcome) ?? clean, target, final: verdict === "final" };
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
