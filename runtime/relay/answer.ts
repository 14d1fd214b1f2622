import type { RequestContext } from "../context.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { errorDataIn } from "../failure/error-body.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { headerText } from "../wire/headers.ts";
import { warningText } from "../wire/warning-text.ts";

const NOTHING = Buffer.alloc(0);

/** Adds Turnout's own headers to an answer's. In place, because a copy for each request would show in the bench. */
export function addOwnHeaders(headers: string[], context: RequestContext): string[] {
  const { id, target, attempts, warnings, targetWarnings } = context;
  headers.push("x-request-id", id);
  if (target !== "") headers.push("x-turnout-route", headerText(target), "x-turnout-attempts", String(attempts));
  if (warnings.length + targetWarnings.length > 0) {
    headers.push("x-turnout-warning", warningText([...new Set([...warnings, ...targetWarnings])]));
  }
  return headers;
}

/** Sends a complete answer in one write. */
export function sendAnswer(context: RequestContext, answer: HeldAnswer): void {
  const { status, headers, body, asEvents } = answer;
  const { res } = context;
  if (asEvents === true && !res.headersSent) sendStreamHead(context, retryAfterIn(headers));
  if (res.headersSent) {
    endStream(context, answer);
    return;
  }
  addOwnHeaders(headers, context);
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: an answer without content has no length either.
  if (status !== 204) headers.push("content-length", String(body.length));
  res.writeHead(status, headers);
  res.end(body);
}

/** Answers with an error of Turnout's own. */
export function sendError(context: RequestContext, error: GatewayError): void {
  const { res, frontend } = context;
  if (res.destroyed || res.writableEnded) return;
  if (res.headersSent) {
    res.end(frontend.stream.errorEvent(error, NOTHING));
    return;
  }
  const answer = frontend.api.errorAnswer(error, context.id);
  const { status, body } = answer;
  const headers = addOwnHeaders([...answer.headers], context);
  headers.push("content-length", String(Buffer.byteLength(body)));
  res.writeHead(status, headers);
  res.end(body);
}

/** Sends the headers of a stream before there is an answer, for keep-alive comments. After that, only events can follow. */
export function sendStreamHead(context: RequestContext, more: readonly string[] = []): void {
  const headers = ["content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache", ...more];
  context.res.writeHead(200, addOwnHeaders(headers, context));
}

/**
 * Ends a stream that was started for keep-alive comments with an upstream's error; no marker of a normal end follows it. If
 * the error cannot be read, only its status is known.
 */
function endStream(context: RequestContext, { status, headers, body }: HeldAnswer): void {
  const { res, frontend } = context;
  const data = errorDataIn(body);
  if (data === null)
    sendError(context, gatewayError("upstream_invalid", `The upstream answered with the status ${status}.`));
  else if (!res.destroyed && !res.writableEnded) {
    res.end(frontend.stream.errorEventOf(data, NOTHING, retryAfterIn(headers)[1] ?? null));
  }
}

/** The header, with its value in seconds; empty if there is none. */
function retryAfterIn(headers: readonly string[]): readonly string[] {
  const at = headers.indexOf("retry-after");
  return at >= 0 && /^\d+$/.test(headers[at + 1] ?? "") ? headers.slice(at, at + 2) : [];
}
