// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Rotation, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "sweden" | "virginia";

/** A backend with one of its keys. */
export type InstanceName = "sweden.1" | "virginia.1";

/** What `model_aliases` takes. */
export type AliasName = "gpt-4o" | "gpt-4o-mini";

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "chat-large" | "chat-small";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:6 backends.sweden
export const sweden: HttpBackend = {
  name: "sweden",
  index: 0,
  at: "config.yaml:6",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "azure-openai",
  origin: "https://contoso-sweden.openai.azure.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_SWEDEN_KEY", at: "config.yaml:9" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:12 backends.virginia
export const virginia: HttpBackend = {
  name: "virginia",
  index: 1,
  at: "config.yaml:12",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "azure-openai",
  origin: "https://contoso-virginia.openai.azure.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_VIRGINIA_KEY", at: "config.yaml:15" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:10 models: chat-large
const modelChatLarge = frozen(rotation(0, [
  to(sweden, null, "chat-large", null, "config.yaml:10"),
  to(virginia, null, "chat-large", null, "config.yaml:16"),
]));

// config.yaml:10 models: chat-small
const modelChatSmall = to(sweden, null, "chat-small", null, "config.yaml:10");

// config.yaml:21 ^gpt-4o$
const aliasGpt4o = frozen(failover("selector", [
  to(sweden, null, "chat-large", null, "config.yaml:22"),
  to(virginia, null, "chat-large", null, "config.yaml:22"),
]));

// config.yaml:23 ^gpt-4o-mini$
const aliasGpt4oMini = to(sweden, null, "chat-small", null, "config.yaml:24");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:21 ^gpt-4o$
    case "gpt-4o":
      return aliasGpt4o;
    // config.yaml:23 ^gpt-4o-mini$
    case "gpt-4o-mini":
      return aliasGpt4oMini;
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:10 models: chat-large
    case "chat-large":
      return modelChatLarge;
    // config.yaml:10 models: chat-small
    case "chat-small":
      return modelChatSmall;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:6 backends.sweden
      case "sweden":
        return to(sweden, null, model, null, "config.yaml:6");
      case "sweden.1":
        return to(sweden, 1, model, null, "config.yaml:6");
      // config.yaml:12 backends.virginia
      case "virginia":
        return to(virginia, null, model, null, "config.yaml:12");
      case "virginia.1":
        return to(virginia, 1, model, null, "config.yaml:12");
    }
    // a key that the backend does not have
    if (/^(?:sweden|virginia)\.\d+:/.test(name)) return null;
  }
  // config.yaml:18 default_backend
  return to(null, null, name, null, "config.yaml:18");
}

export const router: CompiledRouter = {
  backends: [sweden, virginia],
  models: [
    { id: "gpt-4o", owned_by: "turnout" },
    { id: "gpt-4o-mini", owned_by: "turnout" },
    { id: "chat-large", owned_by: "sweden" },
    { id: "chat-small", owned_by: "sweden" },
    { id: "sweden:chat-large", owned_by: "sweden" },
    { id: "sweden:chat-small", owned_by: "sweden" },
    { id: "virginia:chat-large", owned_by: "virginia" },
  ],
  rotations: 1,
  settings: {
    defaultBackend: "sweden",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [{ env: "TURNOUT_API_KEY", at: "config.yaml:27" }] },
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
