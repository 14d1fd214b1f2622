// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type {
    Backend,
    CodexBackend,
    CompiledRouter,
    Failover,
    HttpBackend,
    Params,
    Route,
    Target,
} from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "codex" | "openai" | "vllm";

/** A backend with one of its keys. */
export type InstanceName = "codex.1" | "openai.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = "coder";

/** What backends list. */
export type ModelName = "gpt-5-codex" | "gpt-4.1" | "gpt-4.1-mini" | "Qwen/Qwen3-Coder-30B-A3B-Instruct";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:7 backends.codex
export const codex: CodexBackend = {
  name: "codex",
  index: 0,
  at: "config.yaml:7",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "session",
  kind: "codex",
  type: "openai-codex",
  protocols: ["responses"],
  origin: "https://chatgpt.com",
  path: "/backend-api/codex",
  refreshUrl: "https://auth.openai.com/oauth/token",
  authFiles: [{ kind: "usual", at: "config.yaml:7" }],
  headers: [],
  instructions: "You are a careful programmer. Answer briefly, and say so when you are not sure.\n",
};

// config.yaml:14 backends.openai
export const openai: HttpBackend = {
  name: "openai",
  index: 1,
  at: "config.yaml:14",
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
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:14" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:18 backends.vllm
export const vllm: HttpBackend = {
  name: "vllm",
  index: 2,
  at: "config.yaml:18",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "vllm",
  origin: "http://127.0.0.1:8001",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:11 models: gpt-5-codex
const modelGpt5Codex = to(codex, null, "gpt-5-codex", null, "config.yaml:11");

// config.yaml:16 models: gpt-4.1
const modelGpt41 = to(openai, null, "gpt-4.1", null, "config.yaml:16");

// config.yaml:16 models: gpt-4.1-mini
const modelGpt41Mini = to(openai, null, "gpt-4.1-mini", null, "config.yaml:16");

// config.yaml:22 models: Qwen/Qwen3-Coder-30B-A3B-Instruct
const modelQwenQwen3Coder30BA3BInstruct = to(vllm, null, "Qwen/Qwen3-Coder-30B-A3B-Instruct", null, "config.yaml:22");

// config.yaml:27 failover_routes.coder
const routeCoder = frozen(failover("failover_routes", [
  to(codex, null, "gpt-5-codex", null, "config.yaml:27"),
  to(openai, null, "gpt-5-codex", null, "config.yaml:27"),
  to(vllm, null, "Qwen/Qwen3-Coder-30B-A3B-Instruct", null, "config.yaml:27"),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:27 failover_routes.coder
    case "coder":
      return routeCoder;
    // config.yaml:11 models: gpt-5-codex
    case "gpt-5-codex":
      return modelGpt5Codex;
    // config.yaml:16 models: gpt-4.1
    case "gpt-4.1":
      return modelGpt41;
    // config.yaml:16 models: gpt-4.1-mini
    case "gpt-4.1-mini":
      return modelGpt41Mini;
    // config.yaml:22 models: Qwen/Qwen3-Coder-30B-A3B-Instruct
    case "Qwen/Qwen3-Coder-30B-A3B-Instruct":
      return modelQwenQwen3Coder30BA3BInstruct;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:7 backends.codex
      case "codex":
        return to(codex, null, model, null, "config.yaml:7");
      case "codex.1":
        return to(codex, 1, model, null, "config.yaml:7");
      // config.yaml:14 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:14");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:14");
      // config.yaml:18 backends.vllm
      case "vllm":
        return to(vllm, null, model, null, "config.yaml:18");
    }
    // a key that the backend does not have
    if (/^(?:codex|openai|vllm)\.\d+:/.test(name)) return null;
  }
  // config.yaml:24 default_backend
  return to(null, null, name, null, "config.yaml:24");
}

export const router: CompiledRouter = {
  backends: [codex, openai, vllm],
  models: [
    { id: "coder", owned_by: "turnout" },
    { id: "gpt-5-codex", owned_by: "codex" },
    { id: "gpt-4.1", owned_by: "openai" },
    { id: "gpt-4.1-mini", owned_by: "openai" },
    { id: "Qwen/Qwen3-Coder-30B-A3B-Instruct", owned_by: "vllm" },
    { id: "codex:gpt-5-codex", owned_by: "codex" },
    { id: "openai:gpt-4.1", owned_by: "openai" },
    { id: "openai:gpt-4.1-mini", owned_by: "openai" },
    { id: "vllm:Qwen/Qwen3-Coder-30B-A3B-Instruct", owned_by: "vllm" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "openai",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [{ env: "TURNOUT_API_KEY", at: "config.yaml:33" }] },
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
