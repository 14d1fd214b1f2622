import type { IncomingMessage, ServerResponse } from "node:http";
import { H3Event } from "h3";
import type { ListedModel } from "../contract/router.ts";
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
import { type AwaitedHandler, type ColdTable, handlerAt, type Posted } from "./cold-table.ts";
import { modelList } from "./models/list.ts";
import { retrieveModel } from "./models/retrieve.ts";

export interface AppDeps extends Guard {
  readonly models: readonly ListedModel[];
  /** Routes by their complete path; the listener serves them itself if the URL has no query. */
  readonly exact: ReadonlyMap<string, ColdRoute>;
  /** The hot handlers by path, `/v1/chat/completions`. They check the client's key themselves. */
  readonly posts: ReadonlyMap<string, Posted>;
  /** They check the client's key themselves. */
  readonly responses: readonly ResponseRoute[];
  /** For all other paths. It checks the client's key itself. */
  readonly others: AwaitedHandler;
  readonly log: Logger;
}

/** A listener for every route there is. */
export function createListener(deps: AppDeps): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const table = tableOf(deps);
  return async (request, response) => {
    const { url, method = "GET" } = request;
    const { pathname, search } = read(url);
    request.url = pathname + search;
    try {
      await handlerAt(table, method, pathname)(request, response);
    } catch (error) {
      failed(deps, error, response);
    } finally {
      request.url = url;
    }
  };
}

/**
 * h3 reads a URL as every server has to, whatever is escaped in it and wherever its dots lead. Its router, its requests and
 * its answers are not used: nothing here needs them, and they would be a fifth of an artifact.
 */
function read(url = "/"): URL {
  // All that it reads of a request. A `Request` of Node's would load Node's own fetch.
  return new H3Event({ url: `http://localhost${pathIn(url)}` } as Request).url;
}

/** A proxy may be asked with a whole URL, a server with `*`. */
function pathIn(url: string): string {
  if (url.startsWith("/")) return url;
  const whole = URL.canParse(url) ? new URL(url) : null;
  return whole === null ? "/*" : whole.pathname + whole.search;
}

function tableOf(deps: AppDeps): ColdTable {
  const cold =
    (route: ColdRoute): AwaitedHandler =>
    async (req, res) =>
      serveCold(route, deps, req, res);
  return {
    exact: new Map([...deps.exact].map(([path, route]) => [path, cold(route)])),
    posts: deps.posts,
    notPosted: ({ api }) => cold({ open: forClients, answer: postOnly, api }),
    model: cold({ open: forClients, answer: reading((path) => modelAnswer(deps.models, path)) }),
    responses: deps.responses,
    others: deps.others,
  };
}

/** An id follows `/models/`; without it, all models. */
function modelAnswer(models: readonly ListedModel[], path: string): ColdAnswer {
  const rest = path.slice(path.indexOf("/models/") + "/models/".length);
  if (rest === "") return json(200, modelList(models));
  const found = retrieveModel(models, rest);
  return found.kind === "found" ? json(200, found.model) : refuse(found.error);
}

function failed({ log, nextId }: AppDeps, error: unknown, response: ServerResponse): void {
  log.error("internal_error", { message: error instanceof Error ? error.message : String(error) });
  if (!response.headersSent) writeCold(response, refuse(INTERNAL), nextId());
}
