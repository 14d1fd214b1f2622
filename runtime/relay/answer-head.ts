import type { HeldAnswer } from "../failure/held-answer.ts";

/** What came before an answer's body. */
export interface AnswerHead {
  readonly status: number;
  /** Names and values in turn, what may go down. */
  readonly headers: string[];
  /** The upstream may send more. */
  readonly resume: () => void;
}

/** An answer in one piece that came as events. */
export function jsonAnswer({ headers }: AnswerHead, status: number, body: Buffer): HeldAnswer {
  const at = headers.indexOf("content-type");
  if (at >= 0) headers[at + 1] = "application/json";
  return { status, headers, body };
}
