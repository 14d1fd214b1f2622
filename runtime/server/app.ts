import type { IncomingMessage, ServerResponse } from "node:http";
import { type EventHandler, fromNodeHandler, H3, type H3Event, type HTTPError, toNodeHandler } from "h3";
import type { ListedModel } from "../contract.ts";
import type { ResponseRoute } from "../conversation/response-routes.ts";
import { INTERNAL } from "../errors.ts";
import type { Logger } from "../log/logger.ts";
import {
  type ColdAnswer,
  type ColdRoute,
  forClients,
  type Guard,
  json,
  postOnly,
  reading,
  refuse,
  serveCold,
  writeCold,
} from "../wire/cold-route.ts";
import { modelList } from "./models/list.ts";
import { retrieveModel } from "./models/retrieve.ts";

export type PostHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface AppDeps extends Guard {
  readonly models: readonly ListedModel[];
  /** Routes by their whole path; the listener serves them itself where the URL has no query. */
  readonly exact: ReadonlyMap<string, ColdRoute>;
  /** The hot handlers by path, `/v1/chat/completions`. They check the client's key themselves. */
  readonly posts: ReadonlyMap<string, PostHandler>;
  /** They check the client's key themselves. */
  readonly responses: readonly ResponseRoute[];
  /** For every other path. It checks the client's key itself. */
  readonly others: PostHandler;
  readonly log: Logger;
}

/**
 * A listener for every route there is. Whoever imports this module loads h3 and, through it, Node's `Request` and
 * `Response`: a third of a start, and nothing a start needs. So the gateway imports it with the first request that is not a plain one.
 */
export function createListener(deps: AppDeps): (request: IncomingMessage, response: ServerResponse) => unknown {
  return toNodeHandler(createApp(deps));
}

function createApp(deps: AppDeps): H3 {
  // Malformed paths are let through to end as what they are: unknown.
  const app = new H3({ silent: true, allowMalformedURL: true, onError: (error, event) => failed(deps, error, event) });
  const cold = (route: ColdRoute) => onNode(async (request, response) => serveCold(route, deps, request, response));

  for (const [path, route] of deps.exact) app.all(path, cold(route));
  for (const prefix of ["/models/", "/v1/models/"]) {
    const get = (path: string) => modelAnswer(deps.models, path.slice(prefix.length));
    app.all(`${prefix}**`, cold({ open: forClients, answer: reading(get) }));
  }
  for (const { method, path, handle } of deps.responses) app.on(method, path, onNode(handle));
  for (const [path, handler] of deps.posts) {
    app.post(path, onNode(handler));
    app.all(path, cold({ open: forClients, answer: postOnly }));
  }
  app.all("/**", onNode(deps.others));
  return app;
}

/** `rest` is what stands behind `/models/`; without it, all models. */
function modelAnswer(models: readonly ListedModel[], rest: string): ColdAnswer {
  if (rest === "") return json(200, modelList(models));
  const found = retrieveModel(models, rest);
  return found.kind === "found" ? json(200, found.model) : refuse(found.error);
}

function onNode(handler: PostHandler): EventHandler {
  // The server listens with HTTP/1 only, so h3's wider types are these.
  return fromNodeHandler((request, response) => handler(request as IncomingMessage, response as ServerResponse));
}

function failed({ log, nextId }: AppDeps, error: HTTPError, event: H3Event): void {
  log.error("internal_error", { message: error.message });
  const response = event.runtime?.node?.res as ServerResponse | undefined;
  if (response === undefined || response.headersSent) return;
  writeCold(response, refuse(INTERNAL), nextId());
}
