import type { Outcome } from "../failure/outcome.ts";
import { MASK } from "../failure/redact-answer.ts";

/** An outcome that may be logged, remembered and told: some upstreams repeat the key to say that it is wrong. */
export function redactOutcome(outcome: Outcome, secret: string | null): Outcome {
  if (outcome.kind !== "status" || secret === null) return outcome;
  const { code, message } = outcome;
  return {
    ...outcome,
    code: code === null ? null : code.replaceAll(secret, MASK),
    message: message === null ? null : message.replaceAll(secret, MASK),
  };
}
