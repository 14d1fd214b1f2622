import type { RequestContext } from "../context.ts";
import { errorBody, type GatewayError, gatewayError } from "../errors.ts";
import { errorDataIn } from "../failure/error-body.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { headerText } from "../wire/headers.ts";
import { dropModelNames } from "../wire/model-names.ts";
import { warningText } from "../wire/warning-text.ts";

const NOTHING = Buffer.alloc(0);

/** Adds Turnout's own headers to an answer's. In place, because a copy for each request would show in the bench. */
export function addOwnHeaders(headers: string[], context: RequestContext): string[] {
  const { id, target, model, attempts, warnings, targetWarnings } = context;
  // The target knows the model by another name than the client.
  if (target.slice(target.indexOf(":") + 1) !== model) dropModelNames(headers);
  headers.push("x-request-id", id);
  if (target !== "") headers.push("x-turnout-route", headerText(target), "x-turnout-attempts", String(attempts));
  if (warnings.length + targetWarnings.length > 0) {
    headers.push("x-turnout-warning", warningText([...new Set([...warnings, ...targetWarnings])]));
  }
  return headers;
}

/** Sends a complete answer in one write. */
export function sendAnswer(context: RequestContext, answer: HeldAnswer): void {
  const { status, headers, body } = answer;
  if (context.res.headersSent) {
    endStream(context, errorDataOf(answer));
    return;
  }
  addOwnHeaders(headers, context);
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: an answer without content has no length either.
  if (status !== 204) headers.push("content-length", String(body.length));
  context.res.writeHead(status, headers);
  context.res.end(body);
}

/** Answers with an error of Turnout's own. */
export function sendError(context: RequestContext, error: GatewayError): void {
  const { res } = context;
  if (res.destroyed || res.writableEnded) return;
  if (res.headersSent) {
    endStream(context, errorBody(error));
    return;
  }
  const body = Buffer.from(errorBody(error));
  const headers = addOwnHeaders(["content-type", "application/json"], context);
  headers.push("content-length", String(body.length));
  if (error.status === 401) headers.push("www-authenticate", "Bearer");
  res.writeHead(error.status, headers);
  res.end(body);
}

/** Sends the headers of a stream before there is an answer, for keep-alive comments. After that, only events can follow. */
export function sendStreamHead(context: RequestContext): void {
  const headers = ["content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"];
  context.res.writeHead(200, addOwnHeaders(headers, context));
}

/** Ends a stream that was started for keep-alive comments with an error event; no marker of a normal end follows it. */
function endStream({ res, frontend }: RequestContext, error: string): void {
  if (!res.destroyed && !res.writableEnded) res.end(frontend.stream.errorEventOf(error, NOTHING));
}

/** An upstream's error as the data of an event; if it has none, only its status is known. */
function errorDataOf({ status, body }: HeldAnswer): string {
  const unreadable = `The upstream answered with the status ${status}.`;
  return errorDataIn(body) ?? errorBody(gatewayError("upstream_invalid", unreadable));
}
