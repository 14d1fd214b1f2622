// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    FieldRules,
    HttpBackend,
    Params,
    Rotation,
    Route,
    Rules,
    Target,
    WeightedBranch,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "local" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "groq.1";

/** What `model_aliases` takes. */
export type AliasName = "small" | "huge" | `both-${string}` | `plain-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "big";

/** What backends list. */
export type ModelName = "llama3" | "mistral";

/** The parameters that the config sets in model strings. */
export type UriParam = "temperature";

// config.yaml:2 backends.local
export const local: HttpBackend = {
  name: "local",
  index: 0,
  at: "config.yaml:2",
  defaults: {},
  forced: {},
  modelDefaults: { llama3: {} },
  fields: { headers: { user: "x-user-id" } },
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "ollama",
  origin: "http://127.0.0.1:11434",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
  modelFields: { llama3: { headers: { "metadata.team": "x-team" } } },
};

// config.yaml:6 backends.groq
export const groq: HttpBackend = {
  name: "groq",
  index: 1,
  at: "config.yaml:6",
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
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:6" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:4 models: llama3
const modelLlama3 = to(local, null, "llama3", null, "config.yaml:4");

// config.yaml:4 models: mistral
const modelMistral = frozen(rotation(0, [to(local, null, "mistral", null, "config.yaml:4"), to(groq, null, "mistral", null, "config.yaml:6")]));

// config.yaml:10 failover_routes.big
const rulesBig = { fields: { body: { num_ctx: 32768, keep_alive: "1h" }, headers: { "metadata.project": "x-project" } } } as const satisfies Rules;

// config.yaml:10 failover_routes.big
const routeBig = frozen(failover("failover_routes", [
  to(local, null, "llama3", null, "config.yaml:11", rulesBig),
  to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:11", rulesBig),
]));

// config.yaml:15 ^small$
const aliasSmall = to(local, null, "llama3", { temperature: 0 }, "config.yaml:16", { fields: { body: { num_ctx: 2048 }, drop: ["logprobs"] } });

// config.yaml:19 ^huge$
const aliasHuge = frozen(group("selector", [
  limited(withFields(locate("big"), { body: { num_ctx: 131072 }, headers: { user: "x-forwarded-user" }, drop: ["store"] }), 9000),
  to(groq, null, "huge", null, "config.yaml:20", { fields: { body: { num_ctx: 131072 }, headers: { user: "x-forwarded-user" }, drop: ["store"] } }),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:15 ^small$
    case "small":
      return aliasSmall;
    // config.yaml:19 ^huge$
    case "huge":
      return aliasHuge;
  }
  // config.yaml:24 ^both-(.*)$
  if (name.startsWith("both-")) {
    return weightedGroup([
      {
        route: to(local, null, name.slice(5), null, "config.yaml:25", { fields: { body: { num_ctx: 4096 } } }),
        weight: 3,
        first: false,
      },
      { route: withFields(locate(name.slice(5)), { body: { num_ctx: 4096 } }), weight: 1, first: false },
    ]);
  }
  // config.yaml:27 ^plain-(.*)$
  if (name.startsWith("plain-")) {
    return to(local, null, name.slice(6), null, "config.yaml:27", { fields: { drop: ["user"] } });
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:10 failover_routes.big
    case "big":
      return routeBig;
    // config.yaml:4 models: llama3
    case "llama3":
      return modelLlama3;
    // config.yaml:4 models: mistral
    case "mistral":
      return modelMistral;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.local
      case "local":
        return to(local, null, model, null, "config.yaml:2");
      // config.yaml:6 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:6");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:6");
    }
    // a key that the backend does not have
    if (/^(?:local|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [local, groq],
  models: [
    { id: "small", owned_by: "turnout" },
    { id: "huge", owned_by: "turnout" },
    { id: "big", owned_by: "turnout" },
    { id: "llama3", owned_by: "local" },
    { id: "mistral", owned_by: "local" },
    { id: "local:llama3", owned_by: "local" },
    { id: "local:mistral", owned_by: "local" },
    { id: "groq:mistral", owned_by: "groq" },
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

/** The same places with an alias's own body fields, which come before theirs. */
function withFields<R extends Route | null>(route: R, fields: FieldRules): R;
function withFields(route: Route | null, fields: FieldRules): Route | null {
  switch (route?.kind) {
    case "target": {
      const own = route.rules?.fields ?? {};
      const joined: FieldRules = {
        ...own,
        ...fields,
        ...(fields.body && { body: { ...own.body, ...fields.body } }),
        ...(fields.headers && { headers: { ...own.headers, ...fields.headers } }),
        ...(fields.drop && { drop: [...(own.drop ?? []), ...fields.drop] }),
      };
      return { ...route, rules: { ...route.rules, fields: joined } };
    }
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => withFields(branch, fields)) };
    default:
      return route;
  }
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
