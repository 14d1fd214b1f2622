// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, Failover, HttpBackend, Params, Route, Rules, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "local" | "groq" | "mistral" | "plain";

/** A backend with one of its keys. */
export type InstanceName = "groq.1" | "mistral.1";

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = "big";

/** What backends list. */
export type ModelName = "llama3";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.local
export const local: HttpBackend = {
  name: "local",
  index: 0,
  at: "config.yaml:2",
  defaults: {},
  forced: {},
  modelDefaults: { llama3: { temperature: 0.2 } },
  fields: { body: { num_ctx: 8192, options: { mirostat: 1 } } },
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
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
  modelFields: { llama3: { body: { keep_alive: "1h" }, drop: ["logit_bias"] } },
};

// config.yaml:3 backends.groq
export const groq: HttpBackend = {
  name: "groq",
  index: 1,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: { llama3: { temperature: 0.2 } },
  fields: { refused: { chat: ["logit_bias", "logprobs", "top_logprobs"] } },
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
  modelFields: { llama3: { body: { keep_alive: "10m" }, drop: ["logit_bias"] } },
};

// config.yaml:4 backends.mistral
export const mistral: HttpBackend = {
  name: "mistral",
  index: 2,
  at: "config.yaml:4",
  defaults: {},
  forced: {},
  modelDefaults: { llama3: { temperature: 0.2 } },
  fields: {
    drop: ["parallel_tool_calls"],
    refused: {
      chat: [
        "chat_template_kwargs",
        "include_reasoning",
        "min_p",
        "models",
        "num_ctx",
        "options",
        "provider",
        "reasoning",
        "repetition_penalty",
        "thinking",
        "top_a",
        "top_k",
        "transforms",
        "audio",
        "logit_bias",
        "logprobs",
        "modalities",
        "prompt_cache_key",
        "safety_identifier",
        "seed",
        "service_tier",
        "store",
        "stream_options",
        "top_logprobs",
        "user",
        "verbosity",
        "web_search_options",
      ],
    },
  },
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "mistral",
  origin: "https://api.mistral.ai",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "MISTRAL_API_KEY", at: "config.yaml:4" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
  modelFields: { llama3: { body: { keep_alive: "10m" }, drop: ["logit_bias"] } },
};

// config.yaml:5 backends.plain
export const plain: HttpBackend = {
  name: "plain",
  index: 3,
  at: "config.yaml:5",
  defaults: {},
  forced: {},
  modelDefaults: { llama3: { temperature: 0.2 } },
  fields: { drop: ["user"] },
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
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
  modelFields: { llama3: { body: { keep_alive: "10m" }, drop: ["logit_bias"] } },
};

// config.yaml:2 models: llama3
const modelLlama3 = to(local, null, "llama3", null, "config.yaml:2");

// config.yaml:10 failover_routes.big
const rulesBig = { fields: { body: { num_ctx: 32768 }, drop: ["store"] } } as const satisfies Rules;

// config.yaml:10 failover_routes.big
const routeBig = frozen(failover("failover_routes", [
  to(local, null, "llama3", null, "config.yaml:11", rulesBig),
  to(groq, null, "llama-3.3-70b-versatile", null, "config.yaml:11", rulesBig),
]));

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  switch (name) {
    // config.yaml:10 failover_routes.big
    case "big":
      return routeBig;
    // config.yaml:2 models: llama3
    case "llama3":
      return modelLlama3;
  }
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.local
      case "local":
        return to(local, null, model, null, "config.yaml:2");
      // config.yaml:3 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:3");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:3");
      // config.yaml:4 backends.mistral
      case "mistral":
        return to(mistral, null, model, null, "config.yaml:4");
      case "mistral.1":
        return to(mistral, 1, model, null, "config.yaml:4");
      // config.yaml:5 backends.plain
      case "plain":
        return to(plain, null, model, null, "config.yaml:5");
    }
    // a key that the backend does not have
    if (/^(?:local|groq|mistral|plain)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [local, groq, mistral, plain],
  models: [
    { id: "big", owned_by: "turnout" },
    { id: "llama3", owned_by: "local" },
    { id: "local:llama3", owned_by: "local" },
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
function to(
  backend: Backend | null,
  instance: number | null,
  model: string,
  params: Params | null,
  at: string,
  rules: Rules | null = null,
): Target {
  return { kind: "target", backend, instance, model, params, rules, at };
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
