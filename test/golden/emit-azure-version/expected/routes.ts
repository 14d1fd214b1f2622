// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "azure" | "newer" | "older";

/** A backend with one of its keys. */
export type InstanceName = "azure.1" | "newer.1" | "older.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "my-gpt-4o";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.azure
export const azure: HttpBackend = {
  name: "azure",
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
  type: "azure-openai",
  origin: "https://acme.openai.azure.com",
  path: "",
  apiVersion: "2024-10-21",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:2" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:3 backends.newer
export const newer: HttpBackend = {
  name: "newer",
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
  type: "azure-openai",
  origin: "https://acme.openai.azure.com",
  path: "/openai",
  apiVersion: "2025-04-01-preview",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:4 backends.older
export const older: HttpBackend = {
  name: "older",
  index: 2,
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
  origin: { url: [{ env: "AZURE_API_BASE", at: "config.yaml:4" }], origins: ["https://*.openai.azure.com"] },
  path: "/openai",
  apiVersion: "2024-02-01",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:2 models: my-gpt-4o
const modelMyGpt4o = to(azure, null, "my-gpt-4o", null, "config.yaml:2");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:2 models: my-gpt-4o
    case "my-gpt-4o":
      return modelMyGpt4o;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.azure
      case "azure":
        return to(azure, null, model, null, "config.yaml:2");
      case "azure.1":
        return to(azure, 1, model, null, "config.yaml:2");
      // config.yaml:3 backends.newer
      case "newer":
        return to(newer, null, model, null, "config.yaml:3");
      case "newer.1":
        return to(newer, 1, model, null, "config.yaml:3");
      // config.yaml:4 backends.older
      case "older":
        return to(older, null, model, null, "config.yaml:4");
      case "older.1":
        return to(older, 1, model, null, "config.yaml:4");
    }
    // a key that the backend does not have
    if (/^(?:azure|newer|older)\.\d+:/.test(name)) return null;
  }
  // config.yaml:5 default_backend
  return to(null, null, name, null, "config.yaml:5");
}

export const router: CompiledRouter = {
  backends: [azure, newer, older],
  models: [{ id: "my-gpt-4o", owned_by: "azure" }, { id: "azure:my-gpt-4o", owned_by: "azure" }],
  rotations: 0,
  settings: {
    defaultBackend: "azure",
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
