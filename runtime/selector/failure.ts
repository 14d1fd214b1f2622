import type { Range } from "./characters.ts";
import type { SelectorError, SelectorErrorCode } from "./selector.ts";

export interface Failure {
  readonly ok: false;
  readonly error: SelectorError;
}

/** Errors are values: a client's model string must never cause an exception. */
export function failure(code: SelectorErrorCode, message: string, { start, end }: Range): Failure {
  return { ok: false, error: { code, message, offset: start, length: end - start } };
}

/** A message for readers who cannot see the position: characters are counted from 1. */
export function withPlace(message: string, offset: number): string {
  return `${message} (At character ${offset + 1} of the model string.)`;
}
