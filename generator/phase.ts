import type { Diagnostic } from "./diagnostics/diagnostic.ts";

/** What a phase hands on. `value` is null exactly when one of the diagnostics is an error. */
export interface Phase<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps the promise above: a value that came with an error goes no further. */
export function phase<T>(value: T, diagnostics: readonly Diagnostic[]): Phase<T> {
  return { value: diagnostics.some((found) => found.severity === "error") ? null : value, diagnostics };
}
