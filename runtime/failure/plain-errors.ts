import { type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { objectIn, wordIn } from "../protocols/json/read.ts";
import { codeOf, wordOf } from "./error-code.ts";
import type { ErrorReader } from "./error-reader.ts";
import type { EventError } from "./event-error.ts";

/** For artifacts whose upstreams are all mocks: their errors have the API's shape, and say when to retry in seconds. */
export const plainErrors: ErrorReader = {
  refusalOf({ status, headers, body }) {
    const error = objectIn(parseObject(body.toString("utf8"))?.error);
    return { kind: "status", status, ...saidIn(error), retryAfter: retryAfterIn(headers) };
  },
  refusalIn: (data) => ({ kind: "status", ...errorIn(data), retryAfter: null }),
  errorIn,
};

/** A translation writes the error of a failed response into the response. */
function errorIn(data: string | null): EventError {
  const { error, response } = parseObject(data ?? "") ?? {};
  const own = objectIn(error ?? objectIn(response).error);
  const { code, message } = saidIn(own);
  return { status: 500, code: code ?? wordOf(own.type), message };
}

function saidIn(error: JsonObject): Pick<EventError, "code" | "message"> {
  return { code: codeOf(error), message: wordIn(error.message) };
}

function retryAfterIn(headers: readonly string[]): number | null {
  const at = headers.indexOf("retry-after");
  return at < 0 ? null : Number(headers[at + 1]) * 1000;
}
