import type { Clock } from "../clock.ts";
import { readErrorBody } from "./error-body.ts";
import { textMeaning } from "./error-wordings.ts";
import { errorIn } from "./event-error.ts";
import type { HeldAnswer } from "./held-answer.ts";
import { type Refusal, SHOULD_RETRY } from "./outcome.ts";
import { retryHint } from "./retry-hint.ts";

const FORBIDDEN = 403;

/** The meaning of an answer with an error status. */
export function refusalOf({ status, headers, body }: HeldAnswer, clock: Clock): Refusal {
  const error = readErrorBody(body.toString("utf8"));
  const { code = null, message = null, resets = null, shaped = false } = error ?? {};
  return {
    kind: "status",
    status,
    code,
    message,
    ...textMeaning({ code, message }),
    retryAfter: retryHint({ headers, message, resets, now: clock.wall() }),
    ...(status === FORBIDDEN && !shaped && { foreign: true }),
    ...(headers[headers.indexOf(SHOULD_RETRY) + 1] === "false" && { dontRetry: true }),
  };
}

/** The meaning of an error that came as an event, or as a body with a success status. */
export function refusalIn(data: string, clock: Clock): Refusal {
  const error = errorIn(data);
  const { message } = error;
  const { resets = null, shaped = false } = readErrorBody(data) ?? {};
  return {
    kind: "status",
    ...error,
    retryAfter: retryHint({ headers: [], message, resets, now: clock.wall() }),
    ...(error.status === FORBIDDEN && !shaped && { foreign: true }),
  };
}
