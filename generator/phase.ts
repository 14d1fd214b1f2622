import type { Diagnostic } from "./diagnostics/diagnostic.ts";

/** The result of a phase. `value` is null exactly if one of the diagnostics is an error. */
export interface Phase<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps that promise: if there is an error, the value is dropped. */
export function phase<T>(value: T, diagnostics: readonly Diagnostic[]): Phase<T> {
  return { value: diagnostics.some((found) => found.severity === "error") ? null : value, diagnostics };
}
