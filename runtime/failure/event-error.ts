import { MAX_MESSAGE, readErrorBody } from "./error-body.ts";

export interface EventError {
  /** 400 to 599: the status that the answer would have had if the error had come before the stream. */
  readonly status: number;
  /** The upstream's own code: `error.code`, or else `error.type`. */
  readonly code: string | null;
  readonly message: string | null;
}

/** Reads the data of an error event; the status is 500 if it does not say which error it is. */
export function errorIn(data: string | null): EventError {
  const error = readErrorBody(data ?? "");
  if (error === null)
    return { status: 500, code: null, message: data === "" ? null : (data?.slice(0, MAX_MESSAGE) ?? null) };
  const { status, code, type, message } = error;
  // A numeric code is a status.
  return { status: status ?? 500, code: (code !== null && /^\d+$/.test(code) ? null : code) ?? type, message };
}
