// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, MockBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "constructor" | "match" | "to" | "null";

/** A backend with one of its keys. */
export type InstanceName = never;

/** What `model_aliases` takes. */
export type AliasName = `${"`${x}`"}${string}` | `${"a/b\""}${string}` | "valueOf";

/** What `failover_routes` takes. */
export type RouteName = "__proto__" | "hasOwnProperty";

/** What backends list. */
export type ModelName =
  | "constructor"
  | "__proto__"
  | "toString"
  | "it's"
  | "say \"hi\""
  | "`${name}`"
  | "*/ // end"
  | "back\\slash";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.constructor
export const constructor: MockBackend = {
  name: "constructor",
  index: 0,
  at: "config.yaml:2",
  defaults: {},
  forced: {},
  modelDefaults: { ["__proto__"]: { temperature: 0 } },
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

// config.yaml:3 backends.match
export const match2: MockBackend = {
  name: "match",
  index: 1,
  at: "config.yaml:3",
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

// config.yaml:4 backends.to
export const to2: MockBackend = {
  name: "to",
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

// config.yaml:5 backends.null
export const null2: MockBackend = {
  name: "null",
  index: 3,
  at: "config.yaml:5",
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

// config.yaml:2 models: constructor
const modelConstructor = to(constructor, null, "constructor", null, "config.yaml:2");

// config.yaml:2 models: toString
const modelToString = to(constructor, null, "toString", null, "config.yaml:2");

// config.yaml:3 models: it's
const modelItS = to(match2, null, "it's", null, "config.yaml:3");

// config.yaml:3 models: say "hi"
const modelSayHi = to(match2, null, "say \"hi\"", null, "config.yaml:3");

// config.yaml:3 models: `${name}`
const modelName = to(match2, null, "`${name}`", null, "config.yaml:3");

// config.yaml:3 models: */ // end
const modelEnd = to(match2, null, "*/ // end", null, "config.yaml:3");

// config.yaml:3 models: back\slash
const modelBackSlash = to(match2, null, "back\\slash", null, "config.yaml:3");

// config.yaml:8 failover_routes.__proto__
const routeProto = to(match2, null, "__proto__", null, "config.yaml:8");

// config.yaml:9 failover_routes.hasOwnProperty
const routeHasOwnProperty = to(to2, null, "it's", null, "config.yaml:9");

// config.yaml:13 ^valueOf$
const aliasValueOf = to(null2, null, "__proto__", null, "config.yaml:13");

// config.yaml:12 ^a/b"(c|d)
const patternAB = /^a\/b"(c|d)/;

// config.yaml:12 ^a/b"(c|d)
const aliasAB = to(to2, null, "name", null, "config.yaml:12");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:13 ^valueOf$
    case "valueOf":
      return aliasValueOf;
  }
  // config.yaml:11 ^`\$\{x\}`(.*)$
  if (name.startsWith("`${x}`")) return to(match2, null, "\"" + name.slice(6) + "`", null, "config.yaml:11");
  // config.yaml:12 ^a/b"(c|d)
  if (name.startsWith("a/b\"") && patternAB.test(name)) return aliasAB;
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:8 failover_routes.__proto__
    case "__proto__":
      return routeProto;
    // config.yaml:9 failover_routes.hasOwnProperty
    case "hasOwnProperty":
      return routeHasOwnProperty;
    // config.yaml:2 models: constructor
    case "constructor":
      return modelConstructor;
    // config.yaml:2 models: toString
    case "toString":
      return modelToString;
    // config.yaml:3 models: it's
    case "it's":
      return modelItS;
    // config.yaml:3 models: say "hi"
    case "say \"hi\"":
      return modelSayHi;
    // config.yaml:3 models: `${name}`
    case "`${name}`":
      return modelName;
    // config.yaml:3 models: */ // end
    case "*/ // end":
      return modelEnd;
    // config.yaml:3 models: back\slash
    case "back\\slash":
      return modelBackSlash;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.constructor
      case "constructor":
        return to(constructor, null, model, null, "config.yaml:2");
      // config.yaml:3 backends.match
      case "match":
        return to(match2, null, model, null, "config.yaml:3");
      // config.yaml:4 backends.to
      case "to":
        return to(to2, null, model, null, "config.yaml:4");
      // config.yaml:5 backends.null
      case "null":
        return to(null2, null, model, null, "config.yaml:5");
    }
    // a key that the backend does not have
    if (/^(?:constructor|match|to|null)\.\d+:/.test(name)) return null;
  }
  // config.yaml:6 default_backend
  return to(null, null, name, null, "config.yaml:6");
}

export const router: CompiledRouter = {
  backends: [constructor, match2, to2, null2],
  models: [
    { id: "valueOf", owned_by: "turnout" },
    { id: "__proto__", owned_by: "turnout" },
    { id: "hasOwnProperty", owned_by: "turnout" },
    { id: "constructor", owned_by: "constructor" },
    { id: "toString", owned_by: "constructor" },
    { id: "it's", owned_by: "match" },
    { id: "say \"hi\"", owned_by: "match" },
    { id: "`${name}`", owned_by: "match" },
    { id: "*/ // end", owned_by: "match" },
    { id: "back\\slash", owned_by: "match" },
    { id: "constructor:constructor", owned_by: "constructor" },
    { id: "constructor:__proto__", owned_by: "constructor" },
    { id: "constructor:toString", owned_by: "constructor" },
    { id: "match:it's", owned_by: "match" },
    { id: "match:say \"hi\"", owned_by: "match" },
    { id: "match:`${name}`", owned_by: "match" },
    { id: "match:*/ // end", owned_by: "match" },
    { id: "match:back\\slash", owned_by: "match" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "constructor",
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
