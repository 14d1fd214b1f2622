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
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName =
  | `w1-${string}`
  | `w2-${string}`
  | `w3-${string}`
  | `w4-${string}`
  | `p1-${string}`
  | `p2-${string}`
  | `f1-${string}`
  | `f2-${string}`
  | `f3-${string}`
  | `f4-${string}`
  | `f5-${string}`
  | `o1-${string}`
  | `o2-${string}`
  | `r1-${string}`
  | `r2-${string}`
  | `r3-${string}`
  | `r4-${string}`
  | `r5-${string}`
  | `r6-${string}`
  | `r7-${string}`
  | `t1-${string}`
  | `t2-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "fast";

/** What backends list. */
export type ModelName = never;

/** The parameters that the config sets in model strings. */
export type UriParam = "seed" | "temperature";

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

// config.yaml:30 failover_routes.fast
const routeFast = frozen(failover("failover_routes", [to(openai, null, "gpt-4o", null, "config.yaml:30"), to(groq, null, "llama", null, "config.yaml:30")]));

/** Sorted by prefix. Each row lists its rules in config order, up to the first that matches whatever follows. */
const rows = [
  row("f1-", -1, [failoverOf("selector", [rest(3, to(openai, null, "", null, "config.yaml:13")), rest(3, to(groq, null, "", null, "config.yaml:13"))])]),
  row("f2-", -1, [groupOf("selector", [fixed(locate("fast")), rest(3, to(groq, null, "", null, "config.yaml:14"))])]),
  row("f3-", -1, [fixed(frozen(failover("selector", [to(openai, null, "a", null, "config.yaml:15"), to(groq, null, "b", null, "config.yaml:15")])))]),
  row("f4-", -1, [fixed(frozen(group("selector", [locate("fast"), to(groq, null, "b", null, "config.yaml:16")])))]),
  row("f5-", -1, [fixed(to(openai, null, "a", null, "config.yaml:17"))]),
  row("o1-", -1, [locatedRest(3, "")]),
  row("o2-", -1, [limitedOf(withParamsOf(locatedRest(3, "x-"), { seed: 3 }), 5)]),
  row("p1-", -1, [parallelOf([
    { route: rest(3, to(openai, null, "", null, "config.yaml:11")), handicap: 2, ttftTimeout: null },
    { route: rest(3, to(groq, null, "", null, "config.yaml:11")), handicap: 0, ttftTimeout: 3 },
  ])]),
  row("p2-", -1, [parallelGroupOf([
    { route: fixed(locate("fast")), handicap: 0, ttftTimeout: null },
    { route: locatedRest(3, ""), handicap: 0, ttftTimeout: null },
  ])]),
  row("r1-", -1, [matched(/^r1-(\p{Nd}+)-([\p{L}\p{N}_]+)$/u, to(openai, null, "", null, "config.yaml:20"), [2, "-", 1])]),
  row("r2-", -1, [ifMatched(/^r2-(\p{Nd}+)-([\p{L}\p{N}_]+)$/u, weightedOf([
    { route: filled(to(openai, null, "", null, "config.yaml:21"), [2, "-", 1]), weight: 3, first: false },
    { route: fixed(to(groq, null, "llama", null, "config.yaml:21")), weight: 1, first: false },
    { route: filled(to(groq, null, "", null, "config.yaml:21"), [1]), weight: 1, first: false },
  ]))]),
  row("r3-", -1, [ifMatched(/^r3-(\p{Nd}+)?x$/u, parallelGroupOf([
    { route: filled(to(openai, null, "", null, "config.yaml:22"), ["a", 1]), handicap: 1, ttftTimeout: null },
    { route: locatedFilled([1, "b"]), handicap: 0, ttftTimeout: null },
  ]))]),
  row("r4-", -1, [ifMatched(/^r4-(\p{Nd}+)$/u, groupOf("selector", [locatedFilled([1]), filled(to(groq, null, "", null, "config.yaml:23"), [1]), fixed(locate("fast"))]))]),
  row("r5-", -1, [ifMatched(/^r5-(\p{Nd}+)$/u, limitedOf(withParamsOf(locatedFilled([1, "-", 1]), { temperature: 0 }), 7))]),
  row("r6-", -1, [ifMatched(/^r6-\p{Nd}+$/u, fixed(frozen(weighted([
    { route: to(openai, null, "a", null, "config.yaml:25"), weight: 1, first: false },
    { route: to(groq, null, "b", null, "config.yaml:25"), weight: 1, first: false },
  ]))))]),
  row("r7-", -1, [ifMatched(/^r7-\p{Nd}+$/u, fixed(to(groq, null, "a", null, "config.yaml:26")))]),
  row("t1-", -1, [matched(/^t1-(.*)$/u, to(openai, null, "", null, "config.yaml:27"), [1, "-latest"])]),
  row("t2-", -1, [ifMatched(/^t2-(?<name>.*)$/u, failoverOf("selector", [
    filled(to(openai, null, "", null, "config.yaml:28"), [1, "/", 1]),
    filled(to(groq, null, "", null, "config.yaml:28"), [0]),
  ]))]),
  row("w1-", -1, [weightedOf([
    {
      route: rest(3, to(openai, null, "", null, "config.yaml:7", { maxContext: 900 })),
      weight: 2,
      first: false,
    },
    { route: rest(3, to(groq, null, "a-", { seed: 1 }, "config.yaml:7")), weight: 1, first: false },
  ])]),
  row("w2-", -1, [weightedOf([
    { route: rest(3, to(openai, null, "", null, "config.yaml:8")), weight: 1, first: true },
    { route: fixed(to(groq, null, "llama", null, "config.yaml:8")), weight: 1, first: false },
  ])]),
  row("w3-", -1, [weightedGroupOf([
    { route: locatedRest(3, ""), weight: 1, first: false },
    { route: rest(3, to(groq, null, "", null, "config.yaml:9")), weight: 1, first: false },
  ])]),
  row("w4-", -1, [weightedGroupOf([
    { route: limitedOf(withParamsOf(locatedRest(3, "x-"), { seed: 2 }), 9), weight: 1, first: false },
    { route: fixed(to(groq, null, "llama", null, "config.yaml:10")), weight: 1, first: false },
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
    // config.yaml:30 failover_routes.fast
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
  // config.yaml:5 default_backend
  return to(null, null, name, null, "config.yaml:5");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [{ id: "fast", owned_by: "turnout" }],
  rotations: 0,
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

/** All are asked, and the first meaningful output wins. */
function parallel(branches: readonly ParallelBranch[]): Parallel {
  return { kind: "parallel", branches };
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

/** All are asked at once: places that do not exist fall away, and one alone is no group. */
function parallelGroup(
  branches: readonly (Omit<ParallelBranch, "route"> & { readonly route: Route | null })[],
): Route | null {
  const present = branches.filter((branch): branch is ParallelBranch => branch.route !== null);
  const [only] = present;
  return present.length > 1 ? { kind: "parallel", branches: present } : (only?.route ?? null);
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}

/** The same places with an alias's own parameters, which win. */
function withParams<R extends Route | null>(route: R, params: Params): R;
function withParams(route: Route | null, params: Params): Route | null {
  switch (route?.kind) {
    case "target":
      return { ...route, params: { ...route.params, ...params } };
    case "rotation":
    case "failover":
      return { ...route, branches: route.branches.map((branch) => withParams(branch, params)) };
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

/** The same place whatever the name. */
function fixed<Place>(place: Place): () => Place {
  return () => place;
}

/** Places that are made of a match, for the names that a pattern matches. */
function ifMatched<Place>(
  pattern: Pick<RegExp, "exec">,
  make: (match: RegExpExecArray) => Place,
): (name: string) => Place | undefined {
  return (name) => {
    const match = pattern.exec(name);
    return match === null ? undefined : make(match);
  };
}

/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function filled(
  { backend, instance, params, at, rules }: Target,
  pieces: readonly (string | number)[],
): (match: RegExpExecArray) => Target {
  return (match) => {
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, params, at, rules);
  };
}

/** Where `head` leads with what follows the first `from` characters of a name behind it. */
function locatedRest(from: number, head: string): (name: string) => Route | null {
  return (name) => locate(head + name.slice(from));
}

/** Where a name leads that is made of texts and of groups of the match. */
function locatedFilled(pieces: readonly (string | number)[]): (match: RegExpExecArray) => Route | null {
  return (match) => {
    let name = "";
    for (const piece of pieces) name += typeof piece === "string" ? piece : (match[piece] ?? "");
    return locate(name);
  };
}

/** As `withParams`, of a place that is made each time. */
function withParamsOf<Key>(make: (key: Key) => Route | null, params: Params): (key: Key) => Route | null {
  return (key) => withParams(make(key), params);
}

/** As `limited`, of a place that is made each time. */
function limitedOf<Key>(make: (key: Key) => Route | null, tokens: number): (key: Key) => Route | null {
  return (key) => limited(make(key), tokens);
}

/** As `failover`, of places that are made each time. */
function failoverOf<Key>(
  source: Failover["source"],
  makers: readonly ((key: Key) => Route)[],
): (key: Key) => Route {
  return (key) => failover(source, makers.map((make) => make(key)));
}

/** As `group`, of places that are made each time. */
function groupOf<Key>(
  source: Failover["source"],
  makers: readonly ((key: Key) => Route | null)[],
): (key: Key) => Route | null {
  return (key) => group(source, makers.map((make) => make(key)));
}

/** As `weighted`, of places that are made each time. */
function weightedOf<Key>(
  branches: readonly (Omit<WeightedBranch, "route"> & { readonly route: (key: Key) => Route })[],
): (key: Key) => Route {
  return (key) =>
    weighted(branches.map(({ route, weight, first }) => ({ route: route(key), weight, first })));
}

/** As `weightedGroup`, of places that are made each time. */
function weightedGroupOf<Key>(
  branches: readonly (Omit<WeightedBranch, "route"> & { readonly route: (key: Key) => Route | null })[],
): (key: Key) => Route | null {
  return (key) =>
    weightedGroup(branches.map(({ route, weight, first }) => ({ route: route(key), weight, first })));
}

/** As `parallel`, of places that are made each time. */
function parallelOf<Key>(
  branches: readonly (Omit<ParallelBranch, "route"> & { readonly route: (key: Key) => Route })[],
): (key: Key) => Route {
  return (key) =>
    parallel(branches.map(({ route, handicap, ttftTimeout }) => ({ route: route(key), handicap, ttftTimeout })));
}

/** As `parallelGroup`, of places that are made each time. */
function parallelGroupOf<Key>(
  branches: readonly (Omit<ParallelBranch, "route"> & { readonly route: (key: Key) => Route | null })[],
): (key: Key) => Route | null {
  return (key) =>
    parallelGroup(branches.map(({ route, handicap, ttftTimeout }) => ({ route: route(key), handicap, ttftTimeout })));
}
