// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    HttpBackend,
    Params,
    Route,
    Rules,
    Target,
    WeightedBranch,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "azure" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "azure.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName = "gpt-4o" | `split-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "spare";

/** What backends list. */
export type ModelName = "llama";

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

// config.yaml:3 backends.azure
export const azure: HttpBackend = {
  name: "azure",
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
  type: "openai-compatible",
  origin: "https://llm.example.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:4 backends.groq
export const groq: HttpBackend = {
  name: "groq",
  index: 2,
  at: "config.yaml:4",
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
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:4 models: llama
const modelLlama = to(groq, null, "llama", null, "config.yaml:4");

// config.yaml:6 failover_routes.spare
const routeSpare = frozen(failover("failover_routes", [to(groq, null, "llama", null, "config.yaml:6"), to(openai, null, "gpt-4o-mini", null, "config.yaml:6")]));

// config.yaml:8 ^gpt-4o$
const aliasGpt4o = frozen(weightedGroup([
  { route: to(openai, null, "gpt-4o", null, "config.yaml:8"), weight: 3, first: false },
  { route: to(azure, null, "gpt-4o", null, "config.yaml:8"), weight: 1, first: false },
  { route: locate("spare"), weight: 1, first: false, backup: true },
  {
    route: to(openai, null, "gpt-4.1", null, "config.yaml:8", { on: [["context"]] }),
    weight: 1,
    first: false,
    backup: true,
  },
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:8 ^gpt-4o$
    case "gpt-4o":
      return aliasGpt4o;
  }
  // config.yaml:9 ^split-(.*)$
  if (name.startsWith("split-")) {
    return weightedGroup([
      { route: locate("llama"), weight: 1, first: false, backup: true },
      { route: to(openai, null, name.slice(6), null, "config.yaml:9"), weight: 2, first: false },
      { route: to(azure, null, name.slice(6), null, "config.yaml:9"), weight: 1, first: false },
    ]);
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:6 failover_routes.spare
    case "spare":
      return routeSpare;
    // config.yaml:4 models: llama
    case "llama":
      return modelLlama;
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
      // config.yaml:3 backends.azure
      case "azure":
        return to(azure, null, model, null, "config.yaml:3");
      case "azure.1":
        return to(azure, 1, model, null, "config.yaml:3");
      // config.yaml:4 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:4");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:openai|azure|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai, azure, groq],
  models: [
    { id: "gpt-4o", owned_by: "turnout" },
    { id: "spare", owned_by: "turnout" },
    { id: "llama", owned_by: "groq" },
    { id: "groq:llama", owned_by: "groq" },
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

/** One is drawn by its weight: places that do not exist fall away, and one alone is no group. */
function weightedGroup(
  branches: readonly (Omit<WeightedBranch, "route"> & { readonly route: Route | null })[],
): Route | null {
  const present = branches.filter((branch): branch is WeightedBranch => branch.route !== null);
  const [only] = present;
  return present.length > 1 ? { kind: "weighted", branches: present } : (only?.route ?? null);
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
