import type { RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import { errorDataIn } from "../failure/error-body.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import { headerText } from "../wire/headers.ts";
import { streamHeaders } from "../wire/stream-headers.ts";
import { warningText } from "../wire/warning-text.ts";
import { endBroken } from "./end-broken.ts";

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

/** Sends a complete answer in one write; one that is an error as an event, if a stream has started. */
export function sendAnswer(context: RequestContext, answer: HeldAnswer): void {
  const { status, headers, body } = answer;
  if (context.res.headersSent) {
    endStream(context, answer);
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
  const { res, frontend, id } = context;
  if (res.destroyed || res.writableEnded) return;
  const { status, headers, body } = frontend.api.errorAnswer(error, id);
  sendAnswer(context, { status, headers: [...headers], body: Buffer.from(body) });
}

/** Sends the headers of a stream before there is an answer, for keep-alive comments. After that, only events can follow. */
export function sendStreamHead(context: RequestContext): void {
  const headers = streamHeaders(["content-type", "text/event-stream; charset=utf-8"]);
  context.res.writeHead(200, addOwnHeaders(headers, context));
}

/** Ends a stream that was started for keep-alive comments with an error event; no marker of a normal end follows it. */
function endStream(context: RequestContext, { body }: HeldAnswer): void {
  const { res, frontend } = context;
  if (res.destroyed || res.writableEnded) return;
  context.brokeOff = true;
  endBroken(res, frontend.stream, frontend.stream.errorEventOf(errorDataIn(body), NOTHING));
}
