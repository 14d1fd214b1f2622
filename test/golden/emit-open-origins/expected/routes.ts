// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "ollama" | "hosted" | "azure";

/** A backend with one of its keys. */
export type InstanceName = "azure.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "qwen3";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.ollama
export const ollama: HttpBackend = {
  name: "ollama",
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
  type: "ollama",
  origin: {
    url: [{ env: "OLLAMA_URL", at: "config.yaml:4" }],
    origins: ["http://127.0.0.1", "http://*.internal:11434", "http://[::1]:*"],
  },
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:7 backends.hosted
export const hosted: HttpBackend = {
  name: "hosted",
  index: 1,
  at: "config.yaml:7",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: {
    url: [
      "https://",
      { env: "HOST", at: "config.yaml:7" },
      ":",
      { env: "PORT", at: "config.yaml:7" },
      "/",
      { env: "TEAM", at: "config.yaml:7" },
      "/v1",
    ],
    origins: ["https://*.llm.example.com:*"],
  },
  path: "",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:8 backends.azure
export const azure: HttpBackend = {
  name: "azure",
  index: 2,
  at: "config.yaml:8",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "azure-openai",
  origin: { url: [{ env: "AZURE_API_BASE", at: "config.yaml:8" }], origins: ["https://*.openai.azure.com"] },
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:8" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:6 models: qwen3
const modelQwen3 = to(ollama, null, "qwen3", null, "config.yaml:6");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:6 models: qwen3
    case "qwen3":
      return modelQwen3;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.ollama
      case "ollama":
        return to(ollama, null, model, null, "config.yaml:2");
      // config.yaml:7 backends.hosted
      case "hosted":
        return to(hosted, null, model, null, "config.yaml:7");
      // config.yaml:8 backends.azure
      case "azure":
        return to(azure, null, model, null, "config.yaml:8");
      case "azure.1":
        return to(azure, 1, model, null, "config.yaml:8");
    }
    // a key that the backend does not have
    if (/^(?:ollama|hosted|azure)\.\d+:/.test(name)) return null;
  }
  // config.yaml:9 default_backend
  return to(null, null, name, null, "config.yaml:9");
}

export const router: CompiledRouter = {
  backends: [ollama, hosted, azure],
  models: [{ id: "qwen3", owned_by: "ollama" }, { id: "ollama:qwen3", owned_by: "ollama" }],
  rotations: 0,
  settings: {
    defaultBackend: "ollama",
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
