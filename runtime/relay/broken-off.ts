import { type GatewayError, gatewayError } from "../errors.ts";
import type { Outcome } from "../failure/outcome.ts";

/** The error for a client whose answer broke off after it had started. */
export function brokenOff(outcome: Outcome): GatewayError {
  if (outcome.kind === "timeout") {
    return gatewayError("upstream_timeout", "The upstream stopped sending before the answer was complete.");
  }
  if (outcome.kind === "invalid" && outcome.reason === "malformed") {
    return gatewayError(
      "upstream_invalid",
      "The upstream sent an event that cannot be read, before the answer was complete.",
    );
  }
  return gatewayError("upstream_cut", "The upstream broke off before the answer was complete.");
}
