import type { IncomingMessage, ServerResponse } from "node:http";
import { type EventHandler, fromNodeHandler, H3, type H3Event, type HTTPError } from "h3";
import {
  type ColdAnswer,
  type ColdRoute,
  type Guard,
  json,
  postOnly,
  reading,
  refuse,
  serveCold,
  unknownPath,
  writeCold,
} from "./cold-route.ts";
import type { CompiledRouter, ListedModel } from "./contract.ts";
import { gatewayError } from "./errors.ts";
import type { Logger } from "./log/logger.ts";
import { modelList } from "./models/list.ts";
import { retrieveModel } from "./models/retrieve.ts";
import { type Readiness, readinessOf } from "./readiness.ts";

export type PostHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface AppDeps extends Guard {
  readonly router: Pick<CompiledRouter, "backends" | "models">;
  /** Those of each backend, by its index. */
  readonly endpoints: readonly (readonly unknown[])[];
  /** The hot handlers by path, `/v1/chat/completions`. They check the client's key themselves. */
  readonly posts: ReadonlyMap<string, PostHandler>;
  readonly log: Logger;
}

/** Every route; the listener takes the hot ones by their exact URL before this is asked. */
export function createApp(deps: AppDeps): H3 {
  // Malformed paths are let through to end as what they are: unknown.
  const app = new H3({ silent: true, allowMalformedURL: true, onError: (error, event) => failed(deps, error, event) });
  const readiness = readinessOf(deps.router.backends, deps.endpoints);
  const cold = (route: ColdRoute) => onNode(async (request, response) => serveCold(route, deps, request, response));

  for (const base of ["", "/v1"]) {
    const prefix = `${base}/models/`;
    const get = (path: string) => modelsAnswer(deps.router.models, path.slice(prefix.length));
    app.all(`${base}/models`, cold({ open: false, answer: reading(get) }));
    app.all(`${prefix}**`, cold({ open: false, answer: reading(get) }));
  }
  app.all("/healthz", cold({ open: true, answer: reading(() => json(200, { status: "ok" })) }));
  app.all("/readyz", cold({ open: true, answer: reading(() => readyAnswer(readiness)) }));
  for (const [path, handler] of deps.posts) {
    app.post(path, onNode(handler));
    app.all(path, cold({ open: false, answer: postOnly }));
  }
  app.all("/**", cold({ open: false, answer: unknownPath }));
  return app;
}

/** `rest` is what stands behind `/models/`; without it, all models. */
function modelsAnswer(models: readonly ListedModel[], rest: string): ColdAnswer {
  if (rest === "") return json(200, modelList(models));
  const found = retrieveModel(models, rest);
  return found.kind === "found" ? json(200, found.model) : refuse(found.error);
}

function readyAnswer(readiness: Readiness): ColdAnswer {
  return json(readiness.status === "ready" ? 200 : 503, readiness);
}

function onNode(handler: PostHandler): EventHandler {
  // The server listens with HTTP/1 only, so h3's wider types are these.
  return fromNodeHandler((request, response) => handler(request as IncomingMessage, response as ServerResponse));
}

function failed({ log, nextId }: AppDeps, error: HTTPError, event: H3Event): void {
  log.error("internal_error", { message: error.message });
  const response = event.runtime?.node?.res as ServerResponse | undefined;
  if (response === undefined || response.headersSent) return;
  writeCold(response, refuse(gatewayError("internal_error", "Something went wrong in the gateway.")), nextId());
}
