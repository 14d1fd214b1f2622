// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    HttpBackend,
    Params,
    Rotation,
    Route,
    Rules,
    Target,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "azure";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "azure.1";

/** What `model_aliases` takes. */
export type AliasName = `fast-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "patient" | "sticky" | "quick";

/** What backends list. */
export type ModelName = "gpt-4o";

/** The parameters that the config sets in model strings. */
export type UriParam = "reasoning_effort";

// config.yaml:3 backends.openai
export const openai: HttpBackend = {
  name: "openai",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: 20, streamIdle: 60, streamEnd: 30 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "session",
  kind: "http",
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:3" }] },
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

// config.yaml:7 failover_routes.patient
const rulesPatient = { timeouts: { total: null, firstToken: 8 }, streamRecovery: "hold" } as const satisfies Rules;

// config.yaml:7 failover_routes.patient
const routePatient = frozen(failover("failover_routes", [
  rotation(0, [
    to(openai, null, "gpt-4o", null, "config.yaml:3", rulesPatient),
    to(azure, null, "gpt-4o", null, "config.yaml:4", rulesPatient),
  ]),
  to(azure, null, "o3", { reasoning_effort: "low" }, "config.yaml:9", { ...rulesPatient, maxContext: 100000 }),
  to(null, null, "unlisted", null, "config.yaml:9", rulesPatient),
]));

// config.yaml:13 failover_routes.sticky
const routeSticky = to(openai, null, "o3", null, "config.yaml:13", { affinity: "session" });

// config.yaml:14 failover_routes.quick
const rulesQuick = { timeouts: { connect: 1, header: 5, streamIdle: 10, streamEnd: 5 } } as const satisfies Rules;

// config.yaml:14 failover_routes.quick
const routeQuick = frozen(failoverBy("mk", [
  to(openai, null, "o3", null, "config.yaml:14", rulesQuick),
  to(azure, null, "o3", null, "config.yaml:14", rulesQuick),
]));

// config.yaml:16 ^fast-(.*)$
const aliasFast = frozen(limited(locate("quick"), 16000));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  // config.yaml:16 ^fast-(.*)$
  if (name.startsWith("fast-")) return aliasFast;
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:7 failover_routes.patient
    case "patient":
      return routePatient;
    // config.yaml:13 failover_routes.sticky
    case "sticky":
      return routeSticky;
    // config.yaml:14 failover_routes.quick
    case "quick":
      return routeQuick;
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
    { id: "patient", owned_by: "turnout" },
    { id: "sticky", owned_by: "turnout" },
    { id: "quick", owned_by: "turnout" },
    { id: "gpt-4o", owned_by: "openai" },
    { id: "openai:gpt-4o", owned_by: "openai" },
    { id: "azure:gpt-4o", owned_by: "azure" },
  ],
  rotations: 1,
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
