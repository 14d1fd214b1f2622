// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    HttpBackend,
    Parallel,
    ParallelBranch,
    Params,
    Route,
    Rules,
    Target,
    Weighted,
    WeightedBranch,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq" | "openrouter";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "openai.2" | "groq.1" | "openrouter.1";

/** What `model_aliases` takes. */
export type AliasName = "instant" | "trial" | "thrifty";

/** What `failover_routes` takes. */
export type RouteName = "gpt-4o" | "bulk" | "report";

/** What backends list. */
export type ModelName = "gpt-4o" | "gpt-4o-mini" | "llama-3.3-70b-versatile";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:6 backends.openai
export const openai = {
  name: "openai",
  index: 0,
  at: "config.yaml:6",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: 10, streamIdle: 20 },
  contextWindows: { "gpt-4o": 128000, "gpt-4o-mini": 128000 },
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: {
    kind: "listed",
    keys: [{ env: "OPENAI_API_KEY_1", at: "config.yaml:8" }, { env: "OPENAI_API_KEY_2", at: "config.yaml:8" }],
  },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
} as const satisfies HttpBackend;

// config.yaml:14 backends.groq
export const groq = {
  name: "groq",
  index: 1,
  at: "config.yaml:14",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: 5, streamIdle: 10 },
  contextWindows: { "llama-3.3-70b-versatile": 131072 },
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "groq",
  origin: "https://api.groq.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:14" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
} as const satisfies HttpBackend;

// config.yaml:21 backends.openrouter
export const openrouter = {
  name: "openrouter",
  index: 2,
  at: "config.yaml:21",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: 15, streamIdle: 20 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openrouter",
  origin: "https://openrouter.ai",
  path: "/api/v1",
  keys: { kind: "listed", keys: [{ env: "OPENROUTER_API_KEY", at: "config.yaml:21" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
} as const satisfies HttpBackend;

// config.yaml:9 models: gpt-4o-mini
const modelGpt4oMini = to(openai, null, "gpt-4o-mini", null, "config.yaml:9");

// config.yaml:16 models: llama-3.3-70b-versatile
const modelLlama3370bVersatile = to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:16");

// config.yaml:41 failover_routes.gpt-4o
const rulesGpt4o = { affinity: "session" } as const satisfies Rules;

// config.yaml:41 failover_routes.gpt-4o
const routeGpt4o = frozen(failover("failover_routes", [
  to(openai, null, "gpt-4o", null, "config.yaml:43", rulesGpt4o),
  to(openrouter, null, "openai/gpt-4o", null, "config.yaml:43", rulesGpt4o),
]));

// config.yaml:47 failover_routes.bulk
const routeBulk = frozen(failoverBy("mk", [
  to(openai, null, "gpt-4o-mini", null, "config.yaml:49"),
  to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:49"),
]));

// config.yaml:52 failover_routes.report
const rulesReport = { timeouts: { total: 300 }, streamRecovery: "hold" } as const satisfies Rules;

// config.yaml:52 failover_routes.report
const routeReport = frozen(failover("failover_routes", [
  to(openai, null, "gpt-4o", null, "config.yaml:53", rulesReport),
  to(openrouter, null, "openai/gpt-4o", null, "config.yaml:53", rulesReport),
]));

// config.yaml:30 ^instant$
const aliasInstant = frozen(parallel([
  { route: to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:31"), handicap: 1, ttftTimeout: 3 },
  { route: to(openai, null, "gpt-4o-mini", null, "config.yaml:31"), handicap: 0, ttftTimeout: null },
]));

// config.yaml:33 ^trial$
const aliasTrial = frozen(weighted([
  { route: to(openai, null, "gpt-4o", null, "config.yaml:34"), weight: 9, first: true },
  {
    route: to(openrouter, null, "anthropic/claude-sonnet-4", null, "config.yaml:34"),
    weight: 1,
    first: false,
  },
]));

// config.yaml:36 ^thrifty$
const aliasThrifty = frozen(failover("selector", [
  to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:37", { maxContext: 8000 }),
  to(openai, null, "gpt-4o-mini", null, "config.yaml:37"),
  to(openrouter, null, "google/gemini-2.5-pro", null, "config.yaml:37"),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:30 ^instant$
    case "instant":
      return aliasInstant;
    // config.yaml:33 ^trial$
    case "trial":
      return aliasTrial;
    // config.yaml:36 ^thrifty$
    case "thrifty":
      return aliasThrifty;
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:41 failover_routes.gpt-4o
    case "gpt-4o":
      return routeGpt4o;
    // config.yaml:47 failover_routes.bulk
    case "bulk":
      return routeBulk;
    // config.yaml:52 failover_routes.report
    case "report":
      return routeReport;
    // config.yaml:9 models: gpt-4o-mini
    case "gpt-4o-mini":
      return modelGpt4oMini;
    // config.yaml:16 models: llama-3.3-70b-versatile
    case "llama-3.3-70b-versatile":
      return modelLlama3370bVersatile;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:6 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:6");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:6");
      case "openai.2":
        return to(openai, 2, model, null, "config.yaml:6");
      // config.yaml:14 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:14");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:14");
      // config.yaml:21 backends.openrouter
      case "openrouter":
        return to(openrouter, null, model, null, "config.yaml:21");
      case "openrouter.1":
        return to(openrouter, 1, model, null, "config.yaml:21");
    }
    // a key that the backend does not have
    if (/^(?:openai|groq|openrouter)\.\d+:/.test(name)) return null;
  }
  // config.yaml:26 default_backend
  return to(null, null, name, null, "config.yaml:26");
}

export const router = {
  backends: [openai, groq, openrouter],
  models: [
    { id: "instant", owned_by: "turnout" },
    { id: "trial", owned_by: "turnout" },
    { id: "thrifty", owned_by: "turnout" },
    { id: "gpt-4o", owned_by: "turnout" },
    { id: "bulk", owned_by: "turnout" },
    { id: "report", owned_by: "turnout" },
    { id: "gpt-4o-mini", owned_by: "openai" },
    { id: "llama-3.3-70b-versatile", owned_by: "groq" },
    { id: "openai:gpt-4o", owned_by: "openai" },
    { id: "openai:gpt-4o-mini", owned_by: "openai" },
    { id: "groq:llama-3.3-70b-versatile", owned_by: "groq" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "openrouter",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [{ env: "TURNOUT_API_KEY", at: "config.yaml:68" }] },
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
      totalTimeoutBudget: 450,
      maxFailoverHops: 5,
      maxSilentWait: 10,
      keepaliveInterval: 8,
    },
  },
  route,
  locate,
} as const satisfies CompiledRouter;

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

/** Tried in the order that a policy gives to the keys of the branches. */
function failoverBy(policy: Failover["policy"], branches: readonly Route[]): Failover {
  return { kind: "failover", source: "failover_routes", policy, branches };
}

/** One is drawn by its weight; if it fails, another of the rest. */
function weighted(branches: readonly WeightedBranch[]): Weighted {
  return { kind: "weighted", branches };
}

/** All are asked, and the first meaningful output wins. */
function parallel(branches: readonly ParallelBranch[]): Parallel {
  return { kind: "parallel", branches };
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
