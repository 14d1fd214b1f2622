import type { Clock } from "../clock.ts";
import { isObject, parseObject } from "../protocols/sse/json-object.ts";
import type { HeldAnswer } from "./held-answer.ts";
import type { Outcome } from "./outcome.ts";
import { retryHint } from "./retry-hint.ts";
import { upstreamError } from "./upstream-error.ts";

/** An error that came as an event, and when its target wants to be asked again. */
export function withHint(outcome: Refusal, { body }: HeldAnswer, clock: Clock): Outcome {
  const { message } = outcome;
  const { resets = null } = upstreamError(body);
  return { ...outcome, retryAfter: retryHint({ headers: [], message, resets, now: clock.wall() }) };
}

/** An error that came as an event's data, as the body of an answer: that of a failed response stands deep in it. */
export function errorBodyIn(data: string): Buffer {
  const response = parseObject(data)?.response;
  const error = isObject(response) ? response.error : null;
  return Buffer.from(isObject(error) ? JSON.stringify({ error }) : data);
}

type Refusal = Extract<Outcome, { kind: "status" }>;

/** What an answer means whose status is an error. */
export function refusalOf({ status, headers, body }: HeldAnswer, clock: Clock): Outcome {
  const { code, message, resets } = upstreamError(body);
  return {
    kind: "status",
    status,
    code,
    message,
    retryAfter: retryHint({ headers, message, resets: resets ?? null, now: clock.wall() }),
  };
}
