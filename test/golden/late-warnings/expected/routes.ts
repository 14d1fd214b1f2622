// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName = `gpt-${string}` | "gpt-4o" | `gpt-4-${string}` | "fast" | (string & {});

/** What `failover_routes` takes. */
export type RouteName = "fast" | "twice";

/** What backends list. */
export type ModelName = "gpt-4o";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.openai
export const openai: HttpBackend = {
  name: "openai",
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
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:2" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:3 backends.groq
export const groq: HttpBackend = {
  name: "groq",
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
  type: "groq",
  origin: "https://api.groq.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:2 models: gpt-4o
const modelGpt4o = to(openai, null, "gpt-4o", null, "config.yaml:2");

// config.yaml:11 failover_routes.fast
const routeFast = to(groq, null, "llama", null, "config.yaml:11");

// config.yaml:12 failover_routes.twice
const routeTwice = frozen(failover("failover_routes", [
  to(groq, null, "llama", null, "config.yaml:12"),
  to(openai, null, "gpt-4o", null, "config.yaml:12"),
  to(groq, null, "llama", null, "config.yaml:12"),
]));

// config.yaml:8 ^fast$
const aliasFast = to(openai, null, "gpt-4o-mini", null, "config.yaml:8");

// config.yaml:9 x*
const patternX = /^x*/;

// config.yaml:9 x*
const aliasX = to(openai, null, "gpt-4o", null, "config.yaml:9");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:8 ^fast$
    case "fast":
      return aliasFast;
  }
  // config.yaml:5 ^gpt-(.*)$
  if (name.startsWith("gpt-")) return to(openai, null, "gpt-" + name.slice(4), null, "config.yaml:5");
  // config.yaml:9 x*
  if (patternX.test(name)) return aliasX;
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:11 failover_routes.fast
    case "fast":
      return routeFast;
    // config.yaml:12 failover_routes.twice
    case "twice":
      return routeTwice;
    // config.yaml:2 models: gpt-4o
    case "gpt-4o":
      return modelGpt4o;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:2");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:2");
      // config.yaml:3 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:3");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:3");
    }
    // a key that the backend does not have
    if (/^(?:openai|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [
    { id: "gpt-4o", owned_by: "turnout" },
    { id: "fast", owned_by: "turnout" },
    { id: "twice", owned_by: "turnout" },
    { id: "openai:gpt-4o", owned_by: "openai" },
  ],
  rotations: 0,
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
