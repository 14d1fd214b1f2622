// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai";

/** A backend with one of its keys. */
export type InstanceName = "openai.1";

/** What `model_aliases` takes. */
export type AliasName = (string & {}) | `${"it's \""}${string}`;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "ends\\" | "a/*b";

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

// config.yaml:3 models: ends\
const modelEnds = to(openai, null, "ends\\", null, "config.yaml:3");

// config.yaml:3 models: a/*b
const modelAB = to(openai, null, "a/*b", null, "config.yaml:3");

// config.yaml:5 ^\w(b|a)\/*?c/*
const patternW = /^[\p{L}\p{N}_](b|a)\/*?c\/*/u;

// config.yaml:5 ^\w(b|a)\/*?c/*
const aliasW = to(openai, null, "a", null, "config.yaml:5");

// config.yaml:6 ^[`]{2}/*(x)
const pattern2 = /^[`]{2}\/*(x)/;

// config.yaml:7 ^it's "(x)/
const patternItS = /^it's "(x)\//;

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  // config.yaml:5 ^\w(b|a)\/*?c/*
  if (patternW.test(name)) return aliasW;
  // config.yaml:6 ^[`]{2}/*(x)
  const matchPattern2 = pattern2.exec(name);
  if (matchPattern2 !== null) return to(openai, null, (matchPattern2[1] ?? "") + "/*\"", null, "config.yaml:6");
  // config.yaml:7 ^it's "(x)/
  const matchPatternItS = name.startsWith("it's \"") ? patternItS.exec(name) : null;
  if (matchPatternItS !== null) {
    return to(openai, null, (matchPatternItS[1] ?? "") + "//", null, "config.yaml:7");
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:3 models: ends\
    case "ends\\":
      return modelEnds;
    // config.yaml:3 models: a/*b
    case "a/*b":
      return modelAB;
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
    }
    // a key that the backend does not have
    if (/^(?:openai)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai],
  models: [
    { id: "ends\\", owned_by: "openai" },
    { id: "a/*b", owned_by: "openai" },
    { id: "openai:ends\\", owned_by: "openai" },
    { id: "openai:a/*b", owned_by: "openai" },
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
