// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "ollama" | "vllm";

/** A backend with one of its keys. */
export type InstanceName = never;

/** What `model_aliases` takes. */
export type AliasName = `gpt-${string}` | "code";

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = "llama3.2" | "qwen3:8b" | "qwen3-32b";

/** The parameters that the config sets in model strings. */
export type UriParam = "temperature";

// config.yaml:6 backends.ollama
export const ollama: HttpBackend = {
  name: "ollama",
  index: 0,
  at: "config.yaml:6",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 300, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "ollama",
  origin: "http://127.0.0.1:11434",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:11 backends.vllm
export const vllm: HttpBackend = {
  name: "vllm",
  index: 1,
  at: "config.yaml:11",
  defaults: { temperature: 0.6 },
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "vllm",
  origin: "http://gpu.internal:8000",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

// config.yaml:8 models: llama3.2
const modelLlama32 = to(ollama, null, "llama3.2", null, "config.yaml:8");

// config.yaml:8 models: qwen3:8b
const modelQwen38b = to(ollama, null, "qwen3:8b", null, "config.yaml:8");

// config.yaml:14 models: qwen3-32b
const modelQwen332b = to(vllm, null, "qwen3-32b", null, "config.yaml:14");

// config.yaml:23 ^code$
const aliasCode = to(ollama, null, "qwen3:8b", { temperature: 0 }, "config.yaml:24");

// config.yaml:21 ^gpt-
const aliasGpt = frozen(failover("selector", [to(vllm, null, "qwen3-32b", null, "config.yaml:22"), to(ollama, null, "llama3.2", null, "config.yaml:22")]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  switch (name) {
    // config.yaml:23 ^code$
    case "code":
      return aliasCode;
  }
  // config.yaml:21 ^gpt-
  if (name.startsWith("gpt-")) return aliasGpt;
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:8 models: llama3.2
    case "llama3.2":
      return modelLlama32;
    // config.yaml:8 models: qwen3:8b
    case "qwen3:8b":
      return modelQwen38b;
    // config.yaml:14 models: qwen3-32b
    case "qwen3-32b":
      return modelQwen332b;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:6 backends.ollama
      case "ollama":
        return to(ollama, null, model, null, "config.yaml:6");
      // config.yaml:11 backends.vllm
      case "vllm":
        return to(vllm, null, model, null, "config.yaml:11");
    }
    // a key that the backend does not have
    if (/^(?:ollama|vllm)\.\d+:/.test(name)) return null;
  }
  // config.yaml:17 default_backend
  return to(null, null, name, null, "config.yaml:17");
}

export const router: CompiledRouter = {
  backends: [ollama, vllm],
  models: [
    { id: "code", owned_by: "turnout" },
    { id: "llama3.2", owned_by: "ollama" },
    { id: "qwen3:8b", owned_by: "ollama" },
    { id: "qwen3-32b", owned_by: "vllm" },
    { id: "ollama:llama3.2", owned_by: "ollama" },
    { id: "ollama:qwen3:8b", owned_by: "ollama" },
    { id: "vllm:qwen3-32b", owned_by: "vllm" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "ollama",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8080, maxBodyBytes: 33554432 },
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
