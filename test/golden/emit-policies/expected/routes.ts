// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Rotation, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "azure";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "openai.2" | "azure.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = "in-turn" | "alone" | "keys" | "models" | "one-key" | "keys-first" | "models-first";

/** What backends list. */
export type ModelName = "gpt-4o";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:3 backends.openai
export const openai: HttpBackend = {
  name: "openai",
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
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "A", at: "config.yaml:3" }, { env: "B", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:4 backends.azure
export const azure: HttpBackend = {
  name: "azure",
  index: 1,
  at: "config.yaml:4",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "azure-openai",
  origin: "https://example.openai.azure.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:3 models: gpt-4o
const modelGpt4o = frozen(rotation(0, [to(openai, null, "gpt-4o", null, "config.yaml:3"), to(azure, null, "gpt-4o", null, "config.yaml:4")]));

// config.yaml:7 failover_routes.in-turn
const routeInTurn = frozen(rotation(1, [to(openai, null, "o3", null, "config.yaml:7"), modelGpt4o, to(azure, null, "o3", null, "config.yaml:7")]));

// config.yaml:8 failover_routes.alone
const routeAlone = to(openai, null, "o3", null, "config.yaml:8");

// config.yaml:9 failover_routes.keys
const routeKeys = frozen(failoverBy("k", [to(openai, null, "o3", null, "config.yaml:9"), to(azure, null, "o3", null, "config.yaml:9")]));

// config.yaml:10 failover_routes.models
const routeModels = frozen(failoverBy("m", [to(openai, null, "o3", null, "config.yaml:10"), to(azure, null, "o3", null, "config.yaml:10")]));

// config.yaml:11 failover_routes.one-key
const routeOneKey = frozen(failoverBy("m", [to(openai, null, "o3", null, "config.yaml:11")]));

// config.yaml:12 failover_routes.keys-first
const routeKeysFirst = frozen(failover("failover_routes", [to(openai, null, "o3", null, "config.yaml:12"), to(azure, null, "o3", null, "config.yaml:12")]));

// config.yaml:13 failover_routes.models-first
const routeModelsFirst = frozen(failoverBy("mk", [to(openai, null, "o3", null, "config.yaml:13"), to(azure, null, "o3", null, "config.yaml:13")]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:7 failover_routes.in-turn
    case "in-turn":
      return routeInTurn;
    // config.yaml:8 failover_routes.alone
    case "alone":
      return routeAlone;
    // config.yaml:9 failover_routes.keys
    case "keys":
      return routeKeys;
    // config.yaml:10 failover_routes.models
    case "models":
      return routeModels;
    // config.yaml:11 failover_routes.one-key
    case "one-key":
      return routeOneKey;
    // config.yaml:12 failover_routes.keys-first
    case "keys-first":
      return routeKeysFirst;
    // config.yaml:13 failover_routes.models-first
    case "models-first":
      return routeModelsFirst;
    // config.yaml:3 models: gpt-4o
    case "gpt-4o":
      return modelGpt4o;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:3 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:3");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:3");
      case "openai.2":
        return to(openai, 2, model, null, "config.yaml:3");
      // config.yaml:4 backends.azure
      case "azure":
        return to(azure, null, model, null, "config.yaml:4");
      case "azure.1":
        return to(azure, 1, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:openai|azure)\.\d+:/.test(name)) return null;
  }
  // config.yaml:5 default_backend
  return to(null, null, name, null, "config.yaml:5");
}

export const router: CompiledRouter = {
  backends: [openai, azure],
  models: [
    { id: "in-turn", owned_by: "turnout" },
    { id: "alone", owned_by: "turnout" },
    { id: "keys", owned_by: "turnout" },
    { id: "models", owned_by: "turnout" },
    { id: "one-key", owned_by: "turnout" },
    { id: "keys-first", owned_by: "turnout" },
    { id: "models-first", owned_by: "turnout" },
    { id: "gpt-4o", owned_by: "openai" },
    { id: "openai:gpt-4o", owned_by: "openai" },
    { id: "azure:gpt-4o", owned_by: "azure" },
  ],
  rotations: 2,
  settings: {
    defaultBackend: "openai",
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
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, rules: null, at };
}

/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}

/** Tried in the order that a policy gives to the keys of the branches. */
function failoverBy(policy: Failover["policy"], branches: readonly Route[]): Failover {
  return { kind: "failover", source: "failover_routes", policy, branches };
}

/** Tried in order, from a start that moves on with each request. */
function rotation(counter: number, branches: readonly Route[]): Rotation {
  return { kind: "rotation", counter, branches };
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
