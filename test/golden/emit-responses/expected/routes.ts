// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, MockBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "chat" | "vllm" | "router" | "own" | "azure" | "play";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "chat.1" | "router.1" | "azure.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "gpt-4.1";

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
  type: "openai-responses",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [["openai-organization", "org-example"], ["openai-project", "proj-example"]],
  maxTokensField: "max_completion_tokens",
  protocols: ["responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:4 backends.chat
export const chat: HttpBackend = {
  name: "chat",
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
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:5 backends.vllm
export const vllm: HttpBackend = {
  name: "vllm",
  index: 2,
  at: "config.yaml:5",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "vllm",
  origin: "http://127.0.0.1:8000",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["responses"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:6 backends.router
export const router2: HttpBackend = {
  name: "router",
  index: 3,
  at: "config.yaml:6",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openrouter",
  origin: "https://openrouter.ai",
  path: "/api/v1",
  keys: { kind: "listed", keys: [{ env: "OPENROUTER_API_KEY", at: "config.yaml:6" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:7 backends.own
export const own: HttpBackend = {
  name: "own",
  index: 4,
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
  origin: "https://llm.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["responses"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:8 backends.azure
export const azure: HttpBackend = {
  name: "azure",
  index: 5,
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
  origin: "https://example.openai.azure.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "AZURE_OPENAI_API_KEY", at: "config.yaml:8" }] },
  keyHeader: "api-key",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:9 backends.play
export const play: MockBackend = {
  name: "play",
  index: 6,
  at: "config.yaml:9",
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

// config.yaml:3 models: gpt-4.1
const modelGpt41 = to(openai, null, "gpt-4.1", null, "config.yaml:3");

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:3 models: gpt-4.1
    case "gpt-4.1":
      return modelGpt41;
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
      // config.yaml:4 backends.chat
      case "chat":
        return to(chat, null, model, null, "config.yaml:4");
      case "chat.1":
        return to(chat, 1, model, null, "config.yaml:4");
      // config.yaml:5 backends.vllm
      case "vllm":
        return to(vllm, null, model, null, "config.yaml:5");
      // config.yaml:6 backends.router
      case "router":
        return to(router2, null, model, null, "config.yaml:6");
      case "router.1":
        return to(router2, 1, model, null, "config.yaml:6");
      // config.yaml:7 backends.own
      case "own":
        return to(own, null, model, null, "config.yaml:7");
      // config.yaml:8 backends.azure
      case "azure":
        return to(azure, null, model, null, "config.yaml:8");
      case "azure.1":
        return to(azure, 1, model, null, "config.yaml:8");
      // config.yaml:9 backends.play
      case "play":
        return to(play, null, model, null, "config.yaml:9");
    }
    // a key that the backend does not have
    if (/^(?:openai|chat|vllm|router|own|azure|play)\.\d+:/.test(name)) return null;
  }
  // config.yaml:10 default_backend
  return to(null, null, name, null, "config.yaml:10");
}

export const router: CompiledRouter = {
  backends: [openai, chat, vllm, router2, own, azure, play],
  models: [{ id: "gpt-4.1", owned_by: "openai" }, { id: "openai:gpt-4.1", owned_by: "openai" }],
  rotations: 0,
  settings: {
    defaultBackend: "openai",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [] },
    log: { level: "info" },
    endpoints: null,
    passthrough: true,
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
