import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { errorBody, type GatewayError, gatewayError, UNAUTHORIZED } from "../errors.ts";

/** The answer of a route that is outside the hot path. */
export interface ColdAnswer {
  readonly status: number;
  /** JSON; null for no body. */
  readonly body: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ColdRoute {
  /** Whether the request needs no key: probes have none. */
  readonly open: (query: string) => boolean;
  /** `query` is the part after the `?`. */
  readonly answer: (method: string, path: string, query: string) => ColdAnswer;
}

export interface Guard {
  readonly authorize: (headers: IncomingHttpHeaders) => boolean;
  /** Creates the value of `x-request-id`. */
  readonly nextId: () => string;
}

/** Writes to Node's response: a native `Response` would cost more than all the rest. */
export function serveCold(route: ColdRoute, guard: Guard, request: IncomingMessage, response: ServerResponse): void {
  const { method = "GET", url = "/" } = request;
  const mark = url.indexOf("?");
  const [path, query] = mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
  const allowed = route.open(query) || guard.authorize(request.headers);
  writeCold(response, allowed ? route.answer(method, path, query) : unauthorized(), guard.nextId());
}

export function writeCold(response: ServerResponse, answer: ColdAnswer, requestId: string): void {
  const { status, body, headers } = answer;
  const type = body === null ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...type, ...headers, "x-request-id": requestId });
  response.end(body ?? undefined);
}

/** A route that only allows reading. */
export function reading(get: (path: string, query: string) => ColdAnswer): ColdRoute["answer"] {
  return (method, path, query) =>
    method === "GET" || method === "HEAD" ? get(path, query) : notAllowed(method, "GET, HEAD, OPTIONS");
}

export const forEveryone: ColdRoute["open"] = () => true;

/** Requires one of the server's keys. */
export const forClients: ColdRoute["open"] = () => false;

/** For a path that only supports POST, requested with another method. */
export const postOnly: ColdRoute["answer"] = (method) => notAllowed(method, "POST, OPTIONS");

export function refuse(error: GatewayError, headers: Readonly<Record<string, string>> = {}): ColdAnswer {
  return { status: error.status, body: errorBody(error), headers };
}

export function json(status: number, value: unknown): ColdAnswer {
  return { status, body: JSON.stringify(value) };
}

function notAllowed(method: string, allow: string): ColdAnswer {
  if (method === "OPTIONS") return { status: 204, body: null, headers: { allow } };
  return refuse(gatewayError("method_not_allowed", `${method} is not allowed here. Allowed: ${allow}.`), { allow });
}

function unauthorized(): ColdAnswer {
  return refuse(UNAUTHORIZED, { "www-authenticate": "Bearer" });
}
