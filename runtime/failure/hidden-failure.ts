import type { Clock } from "../clock.ts";
import type { AnswerForm } from "../protocols/endpoints/answer-form.ts";
import { isError, isFailedChoice } from "../protocols/is-error.ts";
import { isObject, type JsonObject, parseJson } from "../protocols/json/json-object.ts";
import { classify } from "./classify.ts";
import type { Outcome } from "./outcome.ts";
import { refusalIn } from "./refusal.ts";

export interface HiddenFailureInput {
  /** A complete answer whose status is a success. */
  readonly body: Buffer;
  readonly form: AnswerForm;
  readonly clock: Clock;
}

/** What the usual answer starts with fits in here. */
const HEAD = 512;
const ERROR = Buffer.from('"error"');
const NULL = /^\s*:\s*null/;
const CUT: Outcome = { kind: "invalid", reason: "cut" };
const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };

/**
 * What is wrong with an answer whose status is a success; usually nothing (null). It can be: no body, or only the blank
 * lines that some servers send to keep a client waiting; text, an HTML page or JSON without an answer in it; JSON without
 * its end, if the answer ended with the connection; an error, as aggregators send it once they have started to answer; a
 * response that failed, unless the request is to blame, because then the client gets it as it came.
 */
export function hiddenFailure({ body, form, clock }: HiddenFailureInput): Outcome | null {
  if (endsObject(body) && form.isUsual(body.toString("latin1", 0, HEAD), body) && !mentionsError(body)) return null;
  const text = body
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trim();
  const value = parseJson(text);
  if (value === undefined) return isStart(text) ? CUT : PROTOCOL;
  const answer: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(answer)) return PROTOCOL;
  if (isFailed(answer)) {
    const failure = refusalIn(text, clock);
    return answer.object === "response" && classify(failure) === "final" ? null : failure;
  }
  if (answer === value && form.isAnswer(answer)) return null;
  return says(answer) ? refusalIn(text, clock) : PROTOCOL;
}

function isFailed(answer: JsonObject): boolean {
  const { choices, object, status } = answer;
  if (isError(answer) || (object === "response" && status === "failed")) return true;
  return Array.isArray(choices) && choices.some(isFailedChoice);
}

/** An object that is no answer, but has words for a reader. */
function says({ message, msg }: JsonObject): boolean {
  return typeof message === "string" || typeof msg === "string";
}

/** Whether there is an `"error"` other than that of a response that has none. The quotes of a model's text are escaped. */
function mentionsError(body: Buffer): boolean {
  for (let at = body.indexOf(ERROR); at >= 0; at = body.indexOf(ERROR, at + 1)) {
    const end = at + ERROR.length;
    if (!NULL.test(body.toString("latin1", end, end + 16))) return true;
  }
  return false;
}

/** Nothing, or JSON that was begun. */
function isStart(text: string): boolean {
  return text === "" || (text.startsWith("{") && !text.endsWith("}")) || (text.startsWith("[") && !text.endsWith("]"));
}

function endsObject(body: Buffer): boolean {
  let at = body.length - 1;
  while (isSpace(body[at])) at--;
  return body[at] === 0x7d;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
