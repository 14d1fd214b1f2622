import { errorBody, type GatewayError } from "../errors.ts";
import type { RequestContext } from "../request/context.ts";
import { headerText } from "./headers.ts";

/** An upstream's answer, whole. */
export interface HeldAnswer {
  readonly status: number;
  /** Names and values in turn, what may go down; whoever sends the answer adds to them. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** Adds Turnout's own headers to those of an answer. In place: a copy for each request would show. */
export function addOwnHeaders(headers: string[], { id, target, attempts, warnings }: RequestContext): string[] {
  headers.push("x-request-id", id);
  if (target !== "") headers.push("x-turnout-route", headerText(target), "x-turnout-attempts", String(attempts));
  if (warnings.length > 0) headers.push("x-turnout-warning", headerText(warnings.join("; ")));
  return headers;
}

/** Sends an answer as it came, in one write. */
export function sendAnswer(context: RequestContext, { status, headers, body }: HeldAnswer): void {
  addOwnHeaders(headers, context);
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: an answer without content has no length either.
  if (status !== 204) headers.push("content-length", String(body.length));
  context.res.writeHead(status, headers);
  context.res.end(body);
}

/** Answers with an error of Turnout's own. */
export function sendError(context: RequestContext, error: GatewayError): void {
  const { res } = context;
  if (res.headersSent || res.destroyed) return;
  const body = Buffer.from(errorBody(error));
  const headers = addOwnHeaders(["content-type", "application/json"], context);
  headers.push("content-length", String(body.length));
  if (error.status === 401) headers.push("www-authenticate", "Bearer");
  res.writeHead(error.status, headers);
  res.end(body);
}
