import type { Outcome } from "../failure/outcome.ts";
import { UpstreamFailure } from "../wire/upstream.ts";

/** The outcome of an attempt whose connection failed, before or after the answer's headers. */
export function wireFault(error: Error, answered: boolean): Outcome {
  const kind = error instanceof UpstreamFailure ? error.kind : "connection";
  if (kind === "timeout") return { kind: "timeout", of: answered ? "idle" : "connect" };
  if (kind === "protocol" || kind === "malformed") return { kind: "invalid", reason: kind };
  return answered ? { kind: "invalid", reason: "cut" } : { kind: "connection" };
}
