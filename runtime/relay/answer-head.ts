import type { HeldAnswer } from "../failure/held-answer.ts";

/** The status and headers that precede an answer's body. */
export interface AnswerHead {
  readonly status: number;
  /** Alternating names and values, only those that the client may see. */
  readonly headers: string[];
  /** The upstream may send more. */
  readonly resume: () => void;
}

/** An answer in one piece that is made from a stream of events. */
export function jsonAnswer({ headers }: AnswerHead, status: number, body: Buffer): HeldAnswer {
  setType(headers, JSON_TYPE);
  return { status, headers, body };
}

/** An error that came as an event, as an answer in one piece, with the time at which to retry. */
export function errorAnswer(
  head: AnswerHead,
  { status, retryAfter }: { readonly status: number; readonly retryAfter: number | null },
  body: Buffer,
  asEvents: boolean,
): HeldAnswer {
  const answer = jsonAnswer(head, status, body);
  if (retryAfter !== null && !answer.headers.includes("retry-after")) {
    answer.headers.push("retry-after", String(Math.ceil(retryAfter / 1000)));
  }
  return asEvents ? { ...answer, asEvents } : answer;
}

export const JSON_TYPE = "application/json";
export const EVENTS_TYPE = "text/event-stream; charset=utf-8";

/** Says what the body is, if the upstream did not, or said something else. */
export function setType(headers: string[], type: string): void {
  const at = headers.indexOf("content-type");
  if (at >= 0) headers[at + 1] = type;
  else headers.push("content-type", type);
}
