import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Refusal } from "../failure/outcome.ts";

/** The status and headers that precede an answer's body. */
export interface AnswerHead {
  readonly status: number;
  /** Alternating names and values, only those that the client may see. */
  readonly headers: string[];
  /** Whether it is labelled as a stream of events. */
  readonly events: boolean;
  /** The upstream may send more. */
  readonly resume: () => void;
}

/** An answer in one piece that is made from a stream of events. */
export function jsonAnswer({ headers }: AnswerHead, status: number, body: Buffer): HeldAnswer {
  setType(headers, JSON_TYPE);
  return { status, headers, body };
}

/**
 * An error with the status that it means. One that came as an event, or with a success status, may say when to retry; clients
 * only look for that in a header.
 */
export function withRefusal(answer: HeldAnswer, { status, retryAfter }: Refusal): HeldAnswer {
  const { headers } = answer;
  const hinted = retryAfter === null || answer.status >= 300 || headers.includes("retry-after");
  const hint = hinted ? [] : ["retry-after", String(Math.ceil(retryAfter / 1000))];
  return { ...answer, status, headers: [...headers, ...hint] };
}

export const JSON_TYPE = "application/json";
export const EVENTS_TYPE = "text/event-stream; charset=utf-8";

/** Says what the body is, if the upstream did not, or said something else. */
export function setType(headers: string[], type: string): void {
  const at = headers.indexOf("content-type");
  if (at >= 0) headers[at + 1] = type;
  else headers.push("content-type", type);
}
