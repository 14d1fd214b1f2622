/** What came of an attempt, and what that means for the next one. */

export type Outcome =
  /** An answer that is an error. `code` and `message` are the upstream's own, where the body had them. */
  | { readonly kind: "status"; readonly status: number; readonly code: string | null; readonly message: string | null }
  /** No connection, or it broke before an answer: refused, reset, DNS, TLS. */
  | { readonly kind: "connection" }
  /** No answer in time. */
  | { readonly kind: "timeout" }
  /** Bytes that are no HTTP, a redirect, or an answer that stopped in the middle. */
  | { readonly kind: "invalid" };

export type Verdict =
  /** Worth another try on the same target, then on the next. */
  | "retry"
  /** As "retry", over a new connection. */
  | "reconnect"
  /** This target will not do; another may. */
  | "advance"
  /** The answer is the client's own doing: it goes back as it came. */
  | "final";

const RETRY: ReadonlySet<number> = new Set([408, 409, 425, 500, 502, 503, 504, 529]);
/** The key or its quota is the trouble: another target helps, the same one does not. */
const ADVANCE: ReadonlySet<number> = new Set([401, 402, 403, 429]);

export function classify(outcome: Outcome): Verdict {
  if (outcome.kind === "connection") return "reconnect";
  if (outcome.kind !== "status") return "advance";
  const { status } = outcome;
  if (isRefusal(outcome.code)) return "final";
  if (RETRY.has(status)) return "retry";
  if (ADVANCE.has(status)) return "advance";
  if (status === 404 && isUnknownModel(outcome.code, outcome.message)) return "advance";
  if (status === 400 && isContextOverflow(outcome.code, outcome.message)) return "advance";
  return status >= 500 ? "advance" : "final";
}

function isRefusal(code: string | null): boolean {
  return code === "content_policy_violation" || code === "content_filter" || code === "moderation_blocked";
}

function isUnknownModel(code: string | null, message: string | null): boolean {
  return code === "model_not_found" || (message !== null && /\bmodel\b/i.test(message));
}

function isContextOverflow(code: string | null, message: string | null): boolean {
  return (
    code === "context_length_exceeded" ||
    (message !== null && /maximum context length|context window|context length/i.test(message))
  );
}
