import { type GatewayError, gatewayError } from "../errors.ts";
import type { HeldAnswer } from "../relay/answer.ts";
import { redactAnswer } from "../relay/redact-answer.ts";
import { type Attempt, targetName } from "./attempt.ts";
import type { Outcome } from "./outcome.ts";

/** How a request ends that no target could answer. */
export type Failure =
  /** What the last upstream said. */
  | { readonly kind: "answer"; readonly answer: HeldAnswer; readonly target: string }
  | { readonly kind: "error"; readonly error: GatewayError; readonly target: string };

export const UNWRITABLE = gatewayError(
  "invalid_json",
  "The request body could not be read as JSON, or it nests too deep for its parameters to be set.",
);

export function failureOf(outcome: Outcome, answer: HeldAnswer | null, attempt: Attempt): Failure {
  const target = targetName(attempt);
  if (answer === null) return { kind: "error", error: errorFor(outcome, target), target };
  return { kind: "answer", answer: redactAnswer(answer, attempt.endpoint.instance.secret), target };
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
