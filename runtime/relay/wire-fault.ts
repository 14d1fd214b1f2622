import type { Outcome } from "../failure/outcome.ts";
import { UpstreamFailure } from "../wire/upstream.ts";

const UNKNOWN = { kind: "connection", fault: null } as const;
const CUT: Outcome = { kind: "invalid", reason: "cut" };

/** The outcome of an attempt whose connection failed, before or after the answer's headers. */
export function wireFault(error: Error, answered: boolean): Outcome {
  const { kind, fault } = error instanceof UpstreamFailure ? error : UNKNOWN;
  if (kind === "timeout") return { kind: "timeout", of: answered ? "idle" : "connect" };
  if (kind === "protocol" || kind === "malformed") return { kind: "invalid", reason: kind };
  if (answered) return CUT;
  return fault === null ? { kind: "connection" } : { kind: "connection", fault };
}
