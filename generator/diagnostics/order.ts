import type { Diagnostic } from "./diagnostic.ts";

/** Errors before warnings, each in the order of the file; findings without a place come first. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = ({ severity }: Diagnostic) => (severity === "error" ? 0 : 1);
  return [...diagnostics].sort((a, b) => rank(a) - rank(b) || (a.span?.offset ?? -1) - (b.span?.offset ?? -1));
}
