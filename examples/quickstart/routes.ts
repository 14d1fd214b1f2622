// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, MockBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "mock" | "flaky";

/** A backend with one of its keys. */
export type InstanceName = never;

/** What `model_aliases` takes. */
export type AliasName = "hello" | `gpt-${string}` | "precise";

/** What `failover_routes` takes. */
export type RouteName = "steady";

/** What backends list. */
export type ModelName = "echo" | "echo-mini";

/** The parameters that the config sets in model strings. */
export type UriParam = "temperature" | "max_tokens";

// config.yaml:6 backends.mock
export const mock: MockBackend = {
  name: "mock",
  index: 0,
  at: "config.yaml:6",
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
  wordDelay: 0.08,
  reply: null,
  faults: [],
};

// config.yaml:12 backends.flaky
export const flaky: MockBackend = {
  name: "flaky",
  index: 1,
  at: "config.yaml:12",
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
  faults: [{ times: null, kind: "status", status: 503, retryAfter: null, code: null }],
};

// config.yaml:8 models: echo
const modelEcho = to(mock, null, "echo", null, "config.yaml:8");

// config.yaml:8 models: echo-mini
const modelEchoMini = to(mock, null, "echo-mini", null, "config.yaml:8");

// config.yaml:31 failover_routes.steady
const routeSteady = frozen(failover("failover_routes", [to(flaky, null, "echo", null, "config.yaml:31"), to(mock, null, "echo", null, "config.yaml:31")]));

// config.yaml:20 ^hello$
const aliasHello = to(mock, null, "echo", null, "config.yaml:21");

// config.yaml:26 ^precise$
const aliasPrecise = to(mock, null, "echo", { temperature: 0, max_tokens: 200 }, "config.yaml:27");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:20 ^hello$
    case "hello":
      return aliasHello;
    // config.yaml:26 ^precise$
    case "precise":
      return aliasPrecise;
  }
  // config.yaml:23 ^gpt-(.*)$
  if (name.startsWith("gpt-")) return to(mock, null, "offline-gpt-" + name.slice(4), null, "config.yaml:24");
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:31 failover_routes.steady
    case "steady":
      return routeSteady;
    // config.yaml:8 models: echo
    case "echo":
      return modelEcho;
    // config.yaml:8 models: echo-mini
    case "echo-mini":
      return modelEchoMini;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:6 backends.mock
      case "mock":
        return to(mock, null, model, null, "config.yaml:6");
      // config.yaml:12 backends.flaky
      case "flaky":
        return to(flaky, null, model, null, "config.yaml:12");
    }
    // a key that the backend does not have
    if (/^(?:mock|flaky)\.\d+:/.test(name)) return null;
  }
  // config.yaml:16 default_backend
  return to(null, null, name, null, "config.yaml:16");
}

export const router: CompiledRouter = {
  backends: [mock, flaky],
  models: [
    { id: "hello", owned_by: "turnout" },
    { id: "precise", owned_by: "turnout" },
    { id: "steady", owned_by: "turnout" },
    { id: "echo", owned_by: "mock" },
    { id: "echo-mini", owned_by: "mock" },
    { id: "mock:echo", owned_by: "mock" },
    { id: "mock:echo-mini", owned_by: "mock" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "mock",
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

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
