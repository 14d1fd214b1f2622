import type { Outcome } from "../failure/outcome.ts";
import { MASK } from "../failure/redact-answer.ts";

/** An outcome without the key, which some upstreams quote if it is invalid; it may be logged, stored and sent. */
export function redactOutcome(outcome: Outcome, secret: string | null): Outcome {
  if (outcome.kind !== "status" || secret === null) return outcome;
  const { code, message } = outcome;
  return {
    ...outcome,
    code: code === null ? null : code.replaceAll(secret, MASK),
    message: message === null ? null : message.replaceAll(secret, MASK),
  };
}
