// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "openrouter";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "openai.2" | "openrouter.1";

/** What `model_aliases` takes. */
export type AliasName = `claude-${string}` | `gemini-${string}` | "best";

/** What `failover_routes` takes. */
export type RouteName = "gpt-4o" | "gpt-4o-mini";

/** What backends list. */
export type ModelName = "gpt-4o" | "gpt-4o-mini";

/** The parameters that the config sets in model strings. */
export type UriParam = "temperature";

// config.yaml:7 backends.openai
export const openai: HttpBackend = {
  name: "openai",
  index: 0,
  at: "config.yaml:7",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 60, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: {
    kind: "listed",
    keys: [{ env: "OPENAI_API_KEY_1", at: "config.yaml:9" }, { env: "OPENAI_API_KEY_2", at: "config.yaml:9" }],
  },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:13 backends.openrouter
export const openrouter: HttpBackend = {
  name: "openrouter",
  index: 1,
  at: "config.yaml:13",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openrouter",
  origin: "https://openrouter.ai",
  path: "/api/v1",
  keys: { kind: "listed", keys: [{ env: "OPENROUTER_API_KEY", at: "config.yaml:13" }] },
  keyHeader: "authorization",
  headers: [["x-title", "turnout"]],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:30 failover_routes.gpt-4o
const routeGpt4o = frozen(failover("failover_routes", [
  to(openai, null, "gpt-4o", null, "config.yaml:32"),
  to(openrouter, null, "openai/gpt-4o", null, "config.yaml:32"),
]));

// config.yaml:33 failover_routes.gpt-4o-mini
const routeGpt4oMini = frozen(failover("failover_routes", [
  to(openai, null, "gpt-4o-mini", null, "config.yaml:33"),
  to(openrouter, null, "openai/gpt-4o-mini", { temperature: 0.2 }, "config.yaml:33"),
]));

// config.yaml:26 ^best$
const aliasBest = frozen(failover("selector", [
  to(openai, null, "gpt-4o", { temperature: 0.2 }, "config.yaml:27"),
  to(openrouter, null, "anthropic/claude-sonnet-4", null, "config.yaml:27"),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:26 ^best$
    case "best":
      return aliasBest;
  }
  // config.yaml:21 ^claude-(.*)$
  if (name.startsWith("claude-")) {
    return to(openrouter, null, "anthropic/claude-" + name.slice(7), null, "config.yaml:22");
  }
  // config.yaml:23 ^gemini-(.*)$
  if (name.startsWith("gemini-")) {
    return to(openrouter, null, "google/gemini-" + name.slice(7), null, "config.yaml:24");
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:30 failover_routes.gpt-4o
    case "gpt-4o":
      return routeGpt4o;
    // config.yaml:33 failover_routes.gpt-4o-mini
    case "gpt-4o-mini":
      return routeGpt4oMini;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:7 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:7");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:7");
      case "openai.2":
        return to(openai, 2, model, null, "config.yaml:7");
      // config.yaml:13 backends.openrouter
      case "openrouter":
        return to(openrouter, null, model, null, "config.yaml:13");
      case "openrouter.1":
        return to(openrouter, 1, model, null, "config.yaml:13");
    }
    // a key that the backend does not have
    if (/^(?:openai|openrouter)\.\d+:/.test(name)) return null;
  }
  // config.yaml:17 default_backend
  return to(null, null, name, null, "config.yaml:17");
}

export const router: CompiledRouter = {
  backends: [openai, openrouter],
  models: [
    { id: "best", owned_by: "turnout" },
    { id: "gpt-4o", owned_by: "turnout" },
    { id: "gpt-4o-mini", owned_by: "turnout" },
    { id: "openai:gpt-4o", owned_by: "openai" },
    { id: "openai:gpt-4o-mini", owned_by: "openai" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "openai",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [{ env: "TURNOUT_API_KEY", at: "config.yaml:40" }] },
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
      totalTimeoutBudget: 60,
      maxFailoverHops: 5,
      maxSilentWait: 30,
      keepaliveInterval: 8,
    },
  },
  route,
  locate,
};

/** One place to send a request to; without a backend, the default one. */
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, rules: null, at };
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
