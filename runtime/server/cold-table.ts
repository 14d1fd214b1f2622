import type { IncomingMessage, ServerResponse } from "node:http";
import type { ResponseRoute } from "../conversation/response-routes.ts";
import type { ClientApi } from "../protocols/client-api.ts";
import type { Handle } from "../request/handle.ts";

export type AwaitedHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A handler of the hot path in the form that is awaited here. */
export function untilClosed(handle: Handle): AwaitedHandler {
  return (req, res) =>
    new Promise((resolve) => {
      res.once("close", resolve);
      handle(req, res);
    });
}

/** An endpoint that clients post to. */
export interface Posted {
  readonly api: ClientApi;
  readonly handle: AwaitedHandler;
}

export interface ColdTable {
  /** Served with any method, by the complete path. */
  readonly exact: ReadonlyMap<string, AwaitedHandler>;
  /** Served with POST, by the complete path. */
  readonly posts: ReadonlyMap<string, Posted>;
  /** For other methods on those paths. */
  readonly notPosted: (posted: Posted) => AwaitedHandler;
  /** `/models/…`: an id may contain slashes. */
  readonly model: AwaitedHandler;
  readonly responses: readonly ResponseRoute[];
  /** For other methods at those. `allow`: the methods that the path has, separated by commas. */
  readonly notAResponse: (allow: string) => AwaitedHandler;
  /** For all other paths. */
  readonly others: AwaitedHandler;
}

const MODEL = /^(?:\/v1)?\/models\//;
const RESPONSE = /^(?:\/v1)?\/responses\/[^/]+(\/[^/]+)?$/;

/** The handler of a path. A slash at its end makes no difference. */
export function handlerAt(table: ColdTable, method: string, pathname: string): AwaitedHandler {
  const path = pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
  const exact = table.exact.get(path);
  if (exact !== undefined) return exact;
  const post = table.posts.get(path);
  if (post !== undefined) return method === "POST" ? post.handle : table.notPosted(post);
  if (MODEL.test(path)) return table.model;
  const response = RESPONSE.exec(path);
  return response === null ? table.others : responseHandler(table, method, response[1] ?? "");
}

function responseHandler(table: ColdTable, method: string, behind: string): AwaitedHandler {
  const routes = table.responses.filter(({ behindId }) => behindId === behind);
  if (routes.length === 0) return table.others;
  const route = routes.find(({ method: own }) => own === method);
  return route?.handle ?? table.notAResponse([...routes.map(({ method: own }) => own), "OPTIONS"].join(", "));
}
