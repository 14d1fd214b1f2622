// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    HttpBackend,
    MockBackend,
    Params,
    Rotation,
    Route,
    Target,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "east" | "west" | "offline";

/** A backend with one of its keys. */
export type InstanceName = never;

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "shared" | "only-east";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.east
export const east: HttpBackend = {
  name: "east",
  index: 0,
  at: "config.yaml:2",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "vllm",
  origin: "http://east.internal:8000",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:3 backends.west
export const west: HttpBackend = {
  name: "west",
  index: 1,
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
  origin: "http://west.internal:8000",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:4 backends.offline
export const offline: MockBackend = {
  name: "offline",
  index: 2,
  at: "config.yaml:4",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "mock",
  type: "mock",
  protocols: ["chat"],
  wordDelay: 0.02,
  reply: null,
  faults: [],
};

// config.yaml:2 models: shared
const modelShared = frozen(rotation(0, [
  to(east, null, "shared", null, "config.yaml:2"),
  to(west, null, "shared", null, "config.yaml:3"),
  to(offline, null, "shared", null, "config.yaml:4"),
]));

// config.yaml:2 models: only-east
const modelOnlyEast = to(east, null, "only-east", null, "config.yaml:2");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:2 models: shared
    case "shared":
      return modelShared;
    // config.yaml:2 models: only-east
    case "only-east":
      return modelOnlyEast;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.east
      case "east":
        return to(east, null, model, null, "config.yaml:2");
      // config.yaml:3 backends.west
      case "west":
        return to(west, null, model, null, "config.yaml:3");
      // config.yaml:4 backends.offline
      case "offline":
        return to(offline, null, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:east|west|offline)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [east, west, offline],
  models: [
    { id: "shared", owned_by: "east" },
    { id: "only-east", owned_by: "east" },
    { id: "east:shared", owned_by: "east" },
    { id: "east:only-east", owned_by: "east" },
    { id: "west:shared", owned_by: "west" },
    { id: "offline:shared", owned_by: "offline" },
  ],
  rotations: 1,
  settings: {
    defaultBackend: null,
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
