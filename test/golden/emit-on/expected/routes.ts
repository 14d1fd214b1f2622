// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    FailureKind,
    HttpBackend,
    Params,
    Rotation,
    Route,
    Rules,
    Target,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "azure" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "openai.2" | "azure.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName = "quick" | `via-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "chat" | "quiet";

/** What backends list. */
export type ModelName = "gpt-4.1" | "gpt-4o";

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
  keys: {
    kind: "listed",
    keys: [{ env: "OPENAI_1", at: "config.yaml:3" }, { env: "OPENAI_2", at: "config.yaml:3" }],
  },
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

// config.yaml:5 backends.groq
export const groq: HttpBackend = {
  name: "groq",
  index: 2,
  at: "config.yaml:5",
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
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:5" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:3 models: gpt-4.1
const modelGpt41 = frozen(rotation(0, [to(openai, null, "gpt-4.1", null, "config.yaml:3"), to(azure, null, "gpt-4.1", null, "config.yaml:4")]));

// config.yaml:4 models: gpt-4o
const modelGpt4o = to(azure, null, "gpt-4o", null, "config.yaml:4");

// config.yaml:11 failover_routes.chat
const routeChat = frozen(failover("failover_routes", [
  to(groq, null, "llama", null, "config.yaml:11"),
  gated(rotation(0, [to(openai, null, "gpt-4.1", null, "config.yaml:3"), to(azure, null, "gpt-4.1", null, "config.yaml:4")]), ["context"]),
  to(azure, null, "gpt-4o", null, "config.yaml:4", { on: [["content_filter", "rate_limit"]] }),
  to(null, null, "other", null, "config.yaml:11", { on: [["auth"]] }),
]));

// config.yaml:12 failover_routes.quiet
const rulesQuiet = { timeouts: { total: 9 } } as const satisfies Rules;

// config.yaml:12 failover_routes.quiet
const routeQuiet = frozen(failover("failover_routes", [
  to(groq, null, "llama", null, "config.yaml:12", rulesQuiet),
  to(openai, null, "gpt-4o", null, "config.yaml:12", { ...rulesQuiet, maxContext: 5, on: [["server_error"]] }),
  to(azure, null, "x", null, "config.yaml:12", rulesQuiet),
]));

// config.yaml:8 ^quick$
const aliasQuick = frozen(group("selector", [
  to(groq, null, "llama-3.3-70b", null, "config.yaml:8"),
  to(openai, null, "gpt-4.1", null, "config.yaml:8", { on: [["context"]] }),
  gated(locate("chat"), ["content_filter"]),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:8 ^quick$
    case "quick":
      return aliasQuick;
  }
  // config.yaml:9 ^via-(.*)$
  if (name.startsWith("via-")) {
    return group("selector", [
      to(groq, null, name.slice(4), null, "config.yaml:9"),
      gated(limited(locate(name.slice(4)), 9000), ["rate_limit", "timeout"]),
    ]);
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:11 failover_routes.chat
    case "chat":
      return routeChat;
    // config.yaml:12 failover_routes.quiet
    case "quiet":
      return routeQuiet;
    // config.yaml:3 models: gpt-4.1
    case "gpt-4.1":
      return modelGpt41;
    // config.yaml:4 models: gpt-4o
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
      // config.yaml:5 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:5");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:5");
    }
    // a key that the backend does not have
    if (/^(?:openai|azure|groq)\.\d+:/.test(name)) return null;
  }
  // config.yaml:6 default_backend
  return to(null, null, name, null, "config.yaml:6");
}

export const router: CompiledRouter = {
  backends: [openai, azure, groq],
  models: [
    { id: "quick", owned_by: "turnout" },
    { id: "chat", owned_by: "turnout" },
    { id: "quiet", owned_by: "turnout" },
    { id: "gpt-4.1", owned_by: "openai" },
    { id: "gpt-4o", owned_by: "azure" },
    { id: "openai:gpt-4.1", owned_by: "openai" },
    { id: "azure:gpt-4.1", owned_by: "azure" },
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

/** Tried in order, from a start that moves on with each request. */
function rotation(counter: number, branches: readonly Route[]): Rotation {
  return { kind: "rotation", counter, branches };
}

/** Tried in order, laid out flat: places that do not exist fall away, and one alone is no group. */
function group(source: Failover["source"], places: readonly (Route | null)[]): Route | null {
  const present = places.filter((place) => place !== null);
  if (present.length < 2) return present[0] ?? null;
  const branches: Route[] = [];
  for (const place of present) {
    if (place.kind === "failover" && place.policy === "ordered") branches.push(...place.branches);
    else branches.push(place);
  }
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

/** The same places, reached only after such a failure. */
function gated<R extends Route | null>(route: R, on: readonly FailureKind[]): R;
function gated(route: Route | null, on: readonly FailureKind[]): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, rules: { ...route.rules, on: [on, ...(route.rules?.on ?? [])] } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => gated(branch, on)) };
    default:
      return route;
  }
}
