import type { RequestContext } from "../context.ts";
import { typeOf } from "../errors.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { parseObject } from "../protocols/json/json-object.ts";
import { replaced } from "../wire/replaced.ts";

/** The text of an error that is not JSON is cut here. */
const MOST = 4096;
/** What no reader of a page sees. */
const UNSEEN = /<(head|style|script)\b.*?<\/\1>|<[^>]*>/gis;

/**
 * An upstream's error in the form of the client's API: as it came, if it has that form; otherwise with the upstream's own
 * words, or else with its status.
 */
export type ToldError = (context: RequestContext, answer: HeldAnswer, outcome: Outcome) => HeldAnswer;

export const toldError: ToldError = ({ frontend: { api }, res, id }, answer, outcome) => {
  const { status, headers, body } = answer;
  const encoded = headers.includes("content-encoding");
  const text = encoded ? "" : body.toString("utf8");
  const value = parseObject(text);
  if (value === null ? encoded && !res.headersSent : api.isOwnError(value)) return answer;
  const { code = null, message = null } = outcome.kind === "status" ? outcome : {};
  const words = message ?? plainText(text.slice(0, 2 * MOST));
  const told = {
    status,
    message: words || `The upstream answered with the status ${status}.`,
    type: status === 429 ? "rate_limit_error" : typeOf(status),
    code,
    param: null,
  };
  const { headers: own, ...error } = api.errorAnswer(told, id);
  return { ...answer, status: error.status, headers: replaced(headers, own), body: Buffer.from(error.body) };
};

function plainText(text: string): string {
  return (/^\s*</.test(text) ? text.replace(UNSEEN, " ").replace(/\s+/g, " ") : text).trim().slice(0, MOST);
}
