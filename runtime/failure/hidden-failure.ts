import type { Clock } from "../clock.ts";
import { parseObject } from "../protocols/sse/json-object.ts";
import { classify } from "./classify.ts";
import type { Outcome } from "./outcome.ts";
import { refusalIn } from "./refusal.ts";

/** Where an error stands that is all of an answer: before it there is room for a brace and some white space. */
const START = 24;
const ERROR = /^\{\s*"error"\s*:\s*[{"]/;
const FAILED = Buffer.from('"failed"');
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };
const LESS_THAN = 0x3c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * What is wrong with a whole answer whose status says that nothing is. null for most. No body, or only the blank lines
 * with which some keep a client waiting; a page of HTML; an object without its end, where that of the connection ended
 * the answer; an error for a body, as aggregators send it that had begun to answer; a response that failed, unless its
 * request is to blame, for that one is shown as it came.
 */
export function hiddenFailure(body: Buffer, clock: Clock): Outcome | null {
  const start = firstByte(body);
  if (start === body.length) return CUT;
  if (body[start] === LESS_THAN) return PROTOCOL;
  if (body[start] !== OPEN_BRACE) return null;
  if (lastByte(body) !== CLOSE_BRACE) return CUT;
  if (ERROR.test(body.toString("latin1", start, start + START))) return refusalIn(body.toString("utf8"), clock);
  const failed = isFailedResponse(body) ? refusalIn(body.toString("utf8"), clock) : null;
  return failed === null || classify(failed) === "final" ? null : failed;
}

/** The word stands in few answers: only these are read. */
function isFailedResponse(body: Buffer): boolean {
  if (!body.includes(FAILED)) return false;
  const answer = parseObject(body.toString("utf8"));
  return answer?.object === "response" && answer.status === "failed";
}

/** Where the first byte stands that is not white space. */
function firstByte(body: Buffer): number {
  let at = 0;
  while (isSpace(body[at])) at++;
  return at;
}

function lastByte(body: Buffer): number | undefined {
  let at = body.length - 1;
  while (isSpace(body[at])) at--;
  return body[at];
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
