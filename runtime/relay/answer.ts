import type { RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import { errorDataIn } from "../failure/error-event.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { endUnread, isUnread } from "../wire/end-answer.ts";
import { headerText } from "../wire/headers.ts";
import { dropModelNames } from "../wire/model-names.ts";
import { streamHeaders } from "../wire/stream-headers.ts";
import { warningText } from "../wire/warning-text.ts";
import { endBroken } from "./end-broken.ts";

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

/** Sends a complete answer in one write; one that is an error as an event, if a stream has started. */
export function sendAnswer(context: RequestContext, answer: HeldAnswer): void {
  const { status, headers, body, asEvents } = answer;
  const { req, res } = context;
  if (asEvents === true && !res.headersSent) sendStreamHead(context, retryAfterIn(headers));
  if (res.headersSent) {
    endStream(context, answer);
    return;
  }
  addOwnHeaders(headers, context);
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: an answer without content has no length either.
  if (status !== 204) headers.push("content-length", String(body.length));
  const unread = isUnread(req);
  // What is left of such a body is never read.
  if (unread || status === 408) res.shouldKeepAlive = false;
  res.writeHead(status, headers);
  if (unread) endUnread(req, res, body);
  else res.end(body);
}

/** Answers with an error of Turnout's own. `more`: additional headers, alternating names and values. */
export function sendError(context: RequestContext, error: GatewayError, more: readonly string[] = []): void {
  const { res, frontend, id } = context;
  if (res.destroyed || res.writableEnded) return;
  const { status, headers, body } = frontend.api.errorAnswer(error, id);
  sendAnswer(context, { status, headers: [...headers, ...more], body: Buffer.from(body) });
}

/** Sends the headers of a stream before there is an answer, for keep-alive comments. After that, only events can follow. */
export function sendStreamHead(context: RequestContext, more: readonly string[] = []): void {
  const headers = streamHeaders(["content-type", "text/event-stream; charset=utf-8", ...more]);
  context.res.writeHead(200, addOwnHeaders(headers, context));
}

/** Ends a stream that was started for keep-alive comments with an error event; no marker of a normal end follows it. */
function endStream(context: RequestContext, { headers, body }: HeldAnswer): void {
  const { res, frontend } = context;
  if (context.brokeOff || res.destroyed || res.writableEnded) return;
  context.brokeOff = true;
  const event = frontend.stream.errorEventOf(errorDataIn(body), NOTHING, retryAfterIn(headers)[1] ?? null);
  endBroken(res, frontend.stream, event);
}

/** The header, with its value in seconds; empty if there is none. */
function retryAfterIn(headers: readonly string[]): readonly string[] {
  const at = headers.indexOf("retry-after");
  return at >= 0 && /^\d+$/.test(headers[at + 1] ?? "") ? headers.slice(at, at + 2) : [];
}
