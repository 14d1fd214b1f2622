// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "openai.2" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName = "best" | `any-${string}`;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = never;

/** The parameters that the config sets in model strings. */
export type UriParam = "temperature" | "seed";

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
  keys: { kind: "listed", keys: [{ env: "A", at: "config.yaml:2" }, { env: "B", at: "config.yaml:2" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:3 backends.groq
export const groq: HttpBackend = {
  name: "groq",
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
  type: "groq",
  origin: "https://api.groq.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:5 ^best$
const aliasBest = frozen(failover("selector", [
  to(openai, null, "gpt-4o", { temperature: 0.2 }, "config.yaml:5"),
  to(groq, null, "llama-3.3-70b", null, "config.yaml:5"),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:5 ^best$
    case "best":
      return aliasBest;
  }
  // config.yaml:6 ^any-(.*)$
  if (name.startsWith("any-")) {
    return failover("selector", [
      to(openai, 2, name.slice(4), null, "config.yaml:6"),
      to(groq, null, name.slice(4), { seed: 7 }, "config.yaml:6"),
    ]);
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
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
      case "openai.2":
        return to(openai, 2, model, null, "config.yaml:2");
      // config.yaml:3 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:3");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:3");
    }
    // a key that the backend does not have
    if (/^(?:openai|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [{ id: "best", owned_by: "turnout" }],
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

/** Tried in order. */
function failover(source: Failover["source"], branches: readonly Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}

/** A table that nothing changes, nor what stands in it. */
function frozen<T>(table: T): T {
  if (typeof table !== "object" || table === null || Object.isFrozen(table)) return table;
  Object.freeze(table);
  for (const value of Object.values(table)) frozen(value);
  return table;
}
