import type { Clock } from "../clock.ts";
import { parseObject } from "../protocols/json/json-object.ts";
import { classify } from "./classify.ts";
import type { Outcome } from "./outcome.ts";
import { refusalIn } from "./refusal.ts";

/**
 * An answer that is nothing but an error has the error within these bytes: there is room for a brace and some white space
 * before it.
 */
const START = 24;
const ERROR = /^\{\s*"error"\s*:\s*[{"]/;
const FAILED = Buffer.from('"failed"');
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };
const LESS_THAN = 0x3c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * What is wrong with a complete answer whose status is a success; usually nothing (null). It can be: no body, or only the
 * blank lines that some servers send to keep a client waiting; an HTML page; an object without its end, if the answer ended
 * with the connection; an error as the body, as aggregators send it once they have started to answer; a response that
 * failed, unless the request is to blame, because then the client gets it as it came.
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

/** Few answers contain the word, and only those are parsed. */
function isFailedResponse(body: Buffer): boolean {
  if (!body.includes(FAILED)) return false;
  const answer = parseObject(body.toString("utf8"));
  return answer?.object === "response" && answer.status === "failed";
}

/** The position of the first byte that is not white space. */
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
