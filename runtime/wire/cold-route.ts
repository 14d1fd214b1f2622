import type { ClientAnswer, ClientRequest } from "../client.ts";
import type { GatewayError } from "../errors.ts";
import type { ClientApi, WithKey } from "../protocols/client-api.ts";
import { openaiApi } from "../protocols/openai/client-api.ts";
import { endUnread, isUnread } from "./end-answer.ts";
import { notAllowed } from "./methods.ts";

/** The answer of a route that is outside the hot path. `headers`: alternating names and values. */
export type ColdAnswer =
  /** `body`: JSON; null for none. */
  | { readonly status: number; readonly headers: readonly string[]; readonly body: string | null }
  | { readonly error: GatewayError; readonly headers: readonly string[] };

export interface ColdRoute {
  /** Whether the request needs no key: probes have none. */
  readonly open: (query: string) => boolean;
  /** `query` is the part after the `?`. */
  readonly answer: (method: string, path: string, query: string) => ColdAnswer;
  /** Left out for the server's own routes, which belong to OpenAI's API. */
  readonly api?: ClientApi;
}

export interface Guard {
  readonly auth: {
    check(
      request: WithKey,
      api: ClientApi,
    ): { readonly kind: "admitted" } | { readonly kind: "refused"; readonly error: GatewayError };
  };
  /** Creates the value of `x-request-id`. */
  readonly nextId: () => string;
}

/** Writes to Node's response: a native `Response` would cost more than all the rest. */
export function serveCold(route: ColdRoute, guard: Guard, request: ClientRequest, response: ClientAnswer): void {
  const { open, answer, api = openaiApi } = route;
  const { method = "GET", url = "/" } = request;
  const mark = url.indexOf("?");
  const [path, query] = mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
  const admission = open(query) ? null : guard.auth.check(request, api);
  const written = admission?.kind === "refused" ? refuse(admission.error) : answer(method, path, query);
  writeCold(response, written, guard.nextId(), api);
}

export function writeCold(response: ClientAnswer, answer: ColdAnswer, requestId: string, api = openaiApi): void {
  const written = "error" in answer ? api.errorAnswer(answer.error, requestId) : answer;
  const { status, body } = written;
  const headers = [...answer.headers, "x-request-id", requestId];
  if (written !== answer) headers.push(...written.headers);
  if (body !== null) headers.push("content-length", String(Buffer.byteLength(body)));
  const unread = isUnread(response.req);
  if (unread) response.shouldKeepAlive = false;
  response.writeHead(status, headers);
  if (unread) endUnread(response.req, response, body ?? "");
  else response.end(body ?? undefined);
}

/** A route that only allows reading. */
export function reading(get: (path: string, query: string) => ColdAnswer): ColdRoute["answer"] {
  return (method, path, query) =>
    method === "GET" || method === "HEAD" ? get(path, query) : wrongMethod(method, "GET, HEAD, OPTIONS");
}

export const forEveryone: ColdRoute["open"] = () => true;

/** Requires one of the server's keys. */
export const forClients: ColdRoute["open"] = () => false;

/** For a path that has only some methods. `allow`: those, separated by commas. */
export const only =
  (allow: string): ColdRoute["answer"] =>
  (method) =>
    wrongMethod(method, allow);

/** For a path that only supports POST, requested with another method. */
export const postOnly = only("POST, OPTIONS");

export function refuse(error: GatewayError, headers: readonly string[] = []): ColdAnswer {
  return { error, headers };
}

export function json(status: number, value: unknown): ColdAnswer {
  return { status, headers: ["content-type", "application/json"], body: JSON.stringify(value) };
}

function wrongMethod(method: string, allow: string): ColdAnswer {
  const headers = ["allow", allow];
  if (method === "OPTIONS") return { status: 204, body: null, headers };
  return refuse(notAllowed(method, allow), headers);
}
