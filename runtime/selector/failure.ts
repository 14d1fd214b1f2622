import type { Range } from "./characters.ts";
import type { SelectorError, SelectorErrorCode } from "./selector.ts";

export interface Failure {
  readonly ok: false;
  readonly error: SelectorError;
}

/** Errors are values: a client's model string must never unwind a request. */
export function failure(code: SelectorErrorCode, message: string, { start, end }: Range): Failure {
  return { ok: false, error: { code, message, offset: start, length: end - start } };
}

/** A message for who cannot see where it points: characters count from 1. */
export function withPlace(message: string, offset: number): string {
  return `${message} (At character ${offset + 1} of the model string.)`;
}
