// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Rules, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "small" | "large";

/** A backend with one of its keys. */
export type InstanceName = "large.1";

/** What `model_aliases` takes. */
export type AliasName = "llama" | `short-${string}` | `any-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "chat";

/** What backends list. */
export type ModelName = "llama-8b";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:3 backends.small
export const small: HttpBackend = {
  name: "small",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "vllm",
  origin: "http://127.0.0.1:8000",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:4 backends.large
export const large: HttpBackend = {
  name: "large",
  index: 1,
  at: "config.yaml:4",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: { "meta-llama/llama-3.3-70b": 131072 },
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openrouter",
  origin: "https://openrouter.ai",
  path: "/api/v1",
  keys: { kind: "listed", keys: [{ env: "OPENROUTER_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:3 models: llama-8b
const modelLlama8b = to(small, null, "llama-8b", null, "config.yaml:3");

// config.yaml:11 failover_routes.chat
const routeChat = frozen(failover("failover_routes", [
  to(small, null, "llama-8b", null, "config.yaml:3", { maxContext: 8000 }),
  to(null, null, "mistral-large", null, "config.yaml:11", { maxContext: 32000 }),
  to(large, null, "meta-llama/llama-3.3-70b", null, "config.yaml:11"),
]));

// config.yaml:7 ^llama$
const aliasLlama = frozen(failover("selector", [
  to(small, null, "llama-8b", null, "config.yaml:7", { maxContext: 8000 }),
  to(large, null, "meta-llama/llama-3.3-70b", null, "config.yaml:7"),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:7 ^llama$
    case "llama":
      return aliasLlama;
  }
  // config.yaml:8 ^short-(.*)$
  if (name.startsWith("short-")) {
    return to(small, null, name.slice(6), null, "config.yaml:8", { maxContext: 4000 });
  }
  // config.yaml:9 ^any-(.*)$
  if (name.startsWith("any-")) return limited(locate(name.slice(4)), 2000);
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:11 failover_routes.chat
    case "chat":
      return routeChat;
    // config.yaml:3 models: llama-8b
    case "llama-8b":
      return modelLlama8b;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:3 backends.small
      case "small":
        return to(small, null, model, null, "config.yaml:3");
      // config.yaml:4 backends.large
      case "large":
        return to(large, null, model, null, "config.yaml:4");
      case "large.1":
        return to(large, 1, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:small|large)\.\d+:/.test(name)) return null;
  }
  // config.yaml:5 default_backend
  return to(null, null, name, null, "config.yaml:5");
}

export const router: CompiledRouter = {
  backends: [small, large],
  models: [
    { id: "llama", owned_by: "turnout" },
    { id: "chat", owned_by: "turnout" },
    { id: "llama-8b", owned_by: "small" },
    { id: "small:llama-8b", owned_by: "small" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "large",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [] },
    log: { level: "info" },
    endpoints: null,
    passthrough: false,
    capture: { file: null, maxBytes: 104857600, maxFiles: 5, totalMaxBytes: 524288000, flushInterval: 1 },
    state: null,
    breaker: { enabled: true, failureThreshold: 3, openCooldown: 20, halfOpenSuccesses: 1, halfOpenInflight: 1 },
    failure: {
      enabled: true,
      retries: 1,
      minRetryWait: 1,
      totalTimeoutBudget: 90,
      maxFailoverHops: 5,
      maxSilentWait: 30,
      keepaliveInterval: 8,
    },
  },
  route,
  locate,
};

/** One place to send a request to; without a backend, the default one. */
function to(
  backend: Backend | null,
  instance: number | null,
  model: string,
  params: Params | null,
  at: string,
  rules: Rules | null = null,
): Target {
  return { kind: "target", backend, instance, model, params, rules, at };
}

/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}

/** The same places, passed over for requests of more than so many tokens. */
function limited<R extends Route | null>(route: R, tokens: number): R;
function limited(route: Route | null, tokens: number): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, rules: { ...route.rules, maxContext: Math.min(tokens, route.rules?.maxContext ?? tokens) } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => limited(branch, tokens)) };
    default:
      return route;
  }
}
