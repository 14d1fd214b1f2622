import { MAX_MESSAGE, readErrorBody } from "./error-body.ts";
import { textMeaning } from "./error-wordings.ts";
import type { ErrorMeaning } from "./error-words.ts";

export interface EventError {
  /** 400 to 599: the status that the answer would have had if the error had come before the stream. */
  readonly status: number;
  /** The upstream's own code: `error.code`, or else `error.type`. */
  readonly code: string | null;
  readonly message: string | null;
  /** Set if the message has a known meaning, and the code has none. */
  readonly textMeans?: ErrorMeaning;
}

/** Reads the data of an error event; the status is 500 if it does not say which error it is. */
export function errorIn(data: string | null): EventError {
  const error = readErrorBody(data ?? "");
  const message = error === null ? data?.slice(0, MAX_MESSAGE) || null : error.message;
  const { status = null, code: own = null, type = null } = error ?? {};
  // A numeric code is a status.
  const code = (own !== null && /^\d+$/.test(own) ? null : own) ?? type;
  return { status: status ?? 500, code, message, ...textMeaning({ code, message }) };
}
