// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CodexBackend, CompiledRouter, Failover, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "codex" | "team" | "own";

/** A backend with one of its keys. */
export type InstanceName = "codex.1" | "team.1" | "team.2" | "team.3" | "own.1";

/** What `model_aliases` takes. */
export type AliasName = `second-${string}`;

/** What `failover_routes` takes. */
export type RouteName = "gpt-5-codex" | "each";

/** What backends list. */
export type ModelName = "gpt-5-codex";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:3 backends.codex
export const codex = {
  name: "codex",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "codex",
  type: "openai-codex",
  protocols: ["responses"],
  origin: "https://chatgpt.com",
  path: "/backend-api/codex",
  refreshUrl: "https://auth.openai.com/oauth/token",
  authFiles: [{ kind: "usual", at: "config.yaml:3" }],
  headers: [],
  instructions: "You write code.\n\nBe \"brief\" — and ${NOT_A_VARIABLE}.\n",
} as const satisfies CodexBackend;

// config.yaml:7 backends.team
export const team = {
  name: "team",
  index: 1,
  at: "config.yaml:7",
  defaults: { reasoning_effort: "high" },
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 80, firstToken: 30, streamIdle: 60 },
  contextWindows: { "gpt-5-codex": 272000 },
  streamRecovery: "hold",
  affinity: "session",
  kind: "codex",
  type: "openai-codex",
  protocols: ["responses"],
  origin: "https://chatgpt.example.com",
  path: "/backend-api/codex",
  refreshUrl: "https://auth.example.com/oauth/token",
  authFiles: [
    { kind: "named", path: "~/.codex/one.json", at: "config.yaml:9" },
    { kind: "named", path: [{ env: "CODEX_TWO", at: "config.yaml:9" }], at: "config.yaml:9" },
    { kind: "named", path: [{ env: "LOGINS", at: "config.yaml:9" }, "/three.json"], at: "config.yaml:9" },
  ],
  headers: [["x-team", [{ env: "TEAM", at: "config.yaml:12" }]]],
  instructions: null,
} as const satisfies CodexBackend;

// config.yaml:19 backends.own
export const own = {
  name: "own",
  index: 2,
  at: "config.yaml:19",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "codex",
  type: "openai-codex",
  protocols: ["responses"],
  origin: "https://chatgpt.com",
  path: "/backend-api/codex",
  refreshUrl: "https://auth.openai.com/oauth/token",
  authFiles: [{ kind: "named", path: [{ env: "HOME_OF_IT", at: "config.yaml:21" }, "/auth.json"], at: "config.yaml:21" }],
  headers: [],
  instructions: null,
} as const satisfies CodexBackend;

// config.yaml:26 failover_routes.gpt-5-codex
const routeGpt5Codex = to(team, null, "gpt-5-codex", null, "config.yaml:26");

// config.yaml:27 failover_routes.each
const routeEach = frozen(failoverBy("mk", [to(team, null, "gpt-5-codex", null, "config.yaml:27"), to(codex, 1, "gpt-5-codex", null, "config.yaml:27")]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  // config.yaml:24 ^second-(.*)$
  if (name.startsWith("second-")) return to(team, 2, name.slice(7), null, "config.yaml:24");
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:26 failover_routes.gpt-5-codex
    case "gpt-5-codex":
      return routeGpt5Codex;
    // config.yaml:27 failover_routes.each
    case "each":
      return routeEach;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:3 backends.codex
      case "codex":
        return to(codex, null, model, null, "config.yaml:3");
      case "codex.1":
        return to(codex, 1, model, null, "config.yaml:3");
      // config.yaml:7 backends.team
      case "team":
        return to(team, null, model, null, "config.yaml:7");
      case "team.1":
        return to(team, 1, model, null, "config.yaml:7");
      case "team.2":
        return to(team, 2, model, null, "config.yaml:7");
      case "team.3":
        return to(team, 3, model, null, "config.yaml:7");
      // config.yaml:19 backends.own
      case "own":
        return to(own, null, model, null, "config.yaml:19");
      case "own.1":
        return to(own, 1, model, null, "config.yaml:19");
    }
    // a key that the backend does not have
    if (/^(?:codex|team|own)\.\d+:/.test(name)) return null;
  }
  // config.yaml:22 default_backend
  return to(null, null, name, null, "config.yaml:22");
}

export const router = {
  backends: [codex, team, own],
  models: [
    { id: "gpt-5-codex", owned_by: "turnout" },
    { id: "each", owned_by: "turnout" },
    { id: "codex:gpt-5-codex", owned_by: "codex" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "codex",
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
} as const satisfies CompiledRouter;

/** One place to send a request to; without a backend, the default one. */
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, rules: null, at };
}

/** Tried in the order that a policy gives to the keys of the branches. */
function failoverBy(policy: Failover["policy"], branches: readonly Route[]): Failover {
  return { kind: "failover", source: "failover_routes", policy, branches };
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
