// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CompiledRouter,
    Failover,
    FieldRules,
    HttpBackend,
    Params,
    Route,
    Rules,
    Target,
    Weighted,
    WeightedBranch,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName =
  | `w1-${string}`
  | `w2-${string}`
  | `o0-${string}`
  | `o1-${string}`
  | `o2-${string}`
  | `o3-${string}`
  | `o4-${string}`
  | `o5-${string}`
  | `o6-${string}`
  | `o7-${string}`
  | `o8-${string}`
  | `o9-${string}`
  | `o10-${string}`
  | `o11-${string}`
  | `o12-${string}`
  | `o13-${string}`
  | `o14-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "fast";

/** What backends list. */
export type ModelName = never;

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
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:4 backends.groq
export const groq: HttpBackend = {
  name: "groq",
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

// config.yaml:24 failover_routes.fast
const routeFast = frozen(failover("failover_routes", [to(openai, null, "gpt-4o", null, "config.yaml:24"), to(groq, null, "llama", null, "config.yaml:24")]));

/** Sorted by prefix. Each row lists its rules in config order, up to the first that matches whatever follows. */
const rows = [
  row("o0-", -1, [matched(/^o0-(.*)$/u, to(openai, null, "", null, "config.yaml:8"), [1, "-0"])]),
  row("o1-", -1, [matched(/^o1-(.*)$/u, to(openai, null, "", null, "config.yaml:9"), [1, "-1"])]),
  row("o10-", -1, [matched(/^o10-(.*)$/u, to(openai, null, "", null, "config.yaml:18"), [1, "-10"])]),
  row("o11-", -1, [matched(/^o11-(.*)$/u, to(openai, null, "", null, "config.yaml:19"), [1, "-11"])]),
  row("o12-", -1, [matched(/^o12-(.*)$/u, to(openai, null, "", null, "config.yaml:20"), [1, "-12"])]),
  row("o13-", -1, [matched(/^o13-(.*)$/u, to(openai, null, "", null, "config.yaml:21"), [1, "-13"])]),
  row("o14-", -1, [matched(/^o14-(.*)$/u, to(openai, null, "", null, "config.yaml:22"), [1, "-14"])]),
  row("o2-", -1, [matched(/^o2-(.*)$/u, to(openai, null, "", null, "config.yaml:10"), [1, "-2"])]),
  row("o3-", -1, [matched(/^o3-(.*)$/u, to(openai, null, "", null, "config.yaml:11"), [1, "-3"])]),
  row("o4-", -1, [matched(/^o4-(.*)$/u, to(openai, null, "", null, "config.yaml:12"), [1, "-4"])]),
  row("o5-", -1, [matched(/^o5-(.*)$/u, to(openai, null, "", null, "config.yaml:13"), [1, "-5"])]),
  row("o6-", -1, [matched(/^o6-(.*)$/u, to(openai, null, "", null, "config.yaml:14"), [1, "-6"])]),
  row("o7-", -1, [matched(/^o7-(.*)$/u, to(openai, null, "", null, "config.yaml:15"), [1, "-7"])]),
  row("o8-", -1, [matched(/^o8-(.*)$/u, to(openai, null, "", null, "config.yaml:16"), [1, "-8"])]),
  row("o9-", -1, [matched(/^o9-(.*)$/u, to(openai, null, "", null, "config.yaml:17"), [1, "-9"])]),
  row("w1-", -1, [weightedOf([
    { route: rest(3, to(openai, null, "", null, "config.yaml:6")), weight: 2, first: false },
    { route: rest(3, to(groq, null, "a-", null, "config.yaml:6")), weight: 1, first: false, backup: true },
  ])]),
  row("w2-", -1, [weightedGroupOf([
    { route: withFieldsOf(locatedRest(3, ""), { body: { num_ctx: 1 } }), weight: 1, first: false },
    {
      route: rest(3, to(groq, null, "", null, "config.yaml:7", { fields: { body: { num_ctx: 1 } } })),
      weight: 1,
      first: false,
    },
    {
      route: fixed(frozen(withFields(locate("fast"), { body: { num_ctx: 1 } }))),
      weight: 1,
      first: false,
      backup: true,
    },
  ])]),
];

/** Where a rule leads, undefined if it does not match. */
type Rule = (name: string) => Route | null | undefined;

interface Row {
  readonly prefix: string;
  /** The row of the longest shorter prefix that this one starts with, or -1. */
  readonly shorter: number;
  readonly rules: readonly Rule[];
}

function row(prefix: string, shorter: number, rules: readonly Rule[]): Row {
  return { prefix, shorter, rules };
}

/** The row with the longest prefix that `name` starts with. */
function rowOf(name: string): Row | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.prefix <= name) low = middle + 1;
    else high = middle;
  }
  let found = rows[low - 1];
  while (found !== undefined && !name.startsWith(found.prefix)) found = rows[found.shorter];
  return found;
}

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  const row = rowOf(name);
  if (row !== undefined) {
    for (const rule of row.rules) {
      const found = rule(name);
      if (found !== undefined) return found;
    }
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:24 failover_routes.fast
    case "fast":
      return routeFast;
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
      // config.yaml:4 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:4");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:openai|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [{ id: "fast", owned_by: "turnout" }],
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

/** What follows the first `from` characters of a name goes behind the model of `place`. */
function rest(from: number, { backend, instance, model, params, at, rules }: Target): (name: string) => Target {
  return (name) => to(backend, instance, model + name.slice(from), params, at, rules);
}

/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function matched(
  pattern: Pick<RegExp, "exec">,
  { backend, instance, params, at, rules }: Target,
  pieces: readonly (string | number)[],
): (name: string) => Target | undefined {
  return (name) => {
    const match = pattern.exec(name);
    if (match === null) return undefined;
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, params, at, rules);
  };
}

/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}

/** One is drawn by its weight; if it fails, another of the rest. */
function weighted(branches: readonly WeightedBranch[]): Weighted {
  return { kind: "weighted", branches };
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

/** The same place whatever the name. */
function fixed<Place>(place: Place): () => Place {
  return () => place;
}

/** Where `head` leads with what follows the first `from` characters of a name behind it. */
function locatedRest(from: number, head: string): (name: string) => Route | null {
  return (name) => locate(head + name.slice(from));
}

/** As `withFields`, of a place that is made each time. */
function withFieldsOf<Key>(make: (key: Key) => Route | null, fields: FieldRules): (key: Key) => Route | null {
  return (key) => withFields(make(key), fields);
}

/** As `weighted`, of places that are made each time. */
function weightedOf<Key>(
  branches: readonly (Omit<WeightedBranch, "route"> & { readonly route: (key: Key) => Route })[],
): (key: Key) => Route {
  return (key) =>
    weighted(branches.map(({ route, ...rest }) => ({ route: route(key), ...rest })));
}

/** As `weightedGroup`, of places that are made each time. */
function weightedGroupOf<Key>(
  branches: readonly (Omit<WeightedBranch, "route"> & { readonly route: (key: Key) => Route | null })[],
): (key: Key) => Route | null {
  return (key) =>
    weightedGroup(branches.map(({ route, ...rest }) => ({ route: route(key), ...rest })));
}
