import { MAX_MESSAGE, readErrorBody } from "./error-body.ts";

export interface EventError {
  /** 400 to 599: what the answer's status would have been, had the error come before the stream. */
  readonly status: number;
  /** The upstream's own word for it: `error.code`, else `error.type`. */
  readonly code: string | null;
  readonly message: string | null;
}

/** What the data of an error event says; 500 where it does not say which error it is. */
export function errorIn(data: string | null): EventError {
  const error = readErrorBody(data ?? "");
  if (error === null)
    return { status: 500, code: null, message: data === "" ? null : (data?.slice(0, MAX_MESSAGE) ?? null) };
  const { status, code, type, message } = error;
  // A code in digits is a status.
  return { status: status ?? 500, code: (code !== null && /^\d+$/.test(code) ? null : code) ?? type, message };
}
