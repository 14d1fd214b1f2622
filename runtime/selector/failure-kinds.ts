import type { FailureKind } from "../contract/failure-kind.ts";

/** In the order of the documentation. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  "context",
  "content_filter",
  "rate_limit",
  "quota",
  "auth",
  "not_found",
  "unprocessable",
  "timeout",
  "connection",
  "server_error",
];

/** The kinds of `context+timeout`, each once; null if one of them is unknown. */
export function readFailureKinds(text: string): readonly FailureKind[] | null {
  const kinds = new Set<FailureKind>();
  for (const word of text.split("+")) {
    const wanted = word.trim().toLowerCase();
    const kind = FAILURE_KINDS.find((known) => known === wanted);
    if (kind === undefined) return null;
    kinds.add(kind);
  }
  return [...kinds];
}
