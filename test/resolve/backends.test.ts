import { expect, it } from "vitest";
import type { Ir } from "../../generator/ir.ts";
import { findingsOf, irOf } from "./compile-config.ts";

function http(ir: Ir, index: number) {
  const backend = ir.backends[index]?.backend;
  if (backend?.kind !== "http") throw new Error("not an HTTP backend");
  return backend;
}

it("fills in the defaults of a type", () => {
  const ir = irOf("backends: { openai: { type: openai } }\ndefault_backend: openai\n");
  expect(http(ir, 0)).toEqual({
    kind: "http",
    type: "openai",
    protocols: ["chat", "responses"],
    keepsResponses: true,
    customTools: true,
    name: "openai",
    index: 0,
    at: "config.yaml:1",
    origin: "https://api.openai.com",
    path: "/v1",
    keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:1" }] },
    keyHeader: "authorization",
    headers: [],
    maxTokensField: "max_completion_tokens",
    timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
    contextWindows: {},
    streamRecovery: "none",
    affinity: "none",
    defaults: {},
    forced: {},
    modelDefaults: {},
  });
  expect(ir.settings).toEqual({
    defaultBackend: "openai",
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [] },
    log: { level: "info" },
    endpoints: null,
    passthrough: false,
    capture: { file: null, maxBytes: 104857600, maxFiles: 5, totalMaxBytes: 524288000, flushInterval: 1 },
    state: null,
    breaker: {
      enabled: true,
      failureThreshold: 3,
      openCooldown: 20,
      halfOpenSuccesses: 1,
      halfOpenInflight: 1,
    },
    failure: {
      enabled: true,
      retries: 1,
      minRetryWait: 1,
      totalTimeoutBudget: 90,
      maxFailoverHops: 5,
      maxSilentWait: 30,
      keepaliveInterval: 8,
    },
  });
});

it("reads everything about failures, state and capture", () => {
  const ir = irOf(`backends: { a: { type: openai } }
state: "\${REDIS_URL}"
failure_handling: { max_silent_wait: 3, keepalive_interval: 0.5 }
resilience:
  circuit_breaker:
    { enabled: false, failure_threshold: 7, open_cooldown_seconds: 6, half_open_success_threshold: 5, half_open_max_inflight: 4 }
logging:
  { capture_file: c.jsonl, capture_max_bytes: 1, capture_max_files: 2, capture_total_max_bytes: 3, capture_flush_interval: 4 }
`);
  expect(ir.settings).toMatchObject({
    capture: { file: "c.jsonl", maxBytes: 1, maxFiles: 2, totalMaxBytes: 3, flushInterval: 4 },
    state: { env: "REDIS_URL", at: "config.yaml:2" },
    breaker: { enabled: false, failureThreshold: 7, openCooldown: 6, halfOpenSuccesses: 5, halfOpenInflight: 4 },
    failure: { maxSilentWait: 3, keepaliveInterval: 0.5 },
  });
  expect(ir.environment.at(-1)).toEqual({
    env: "REDIS_URL",
    at: "config.yaml:2",
    purpose: "the URL of the Redis that servers share their state through",
    required: false,
  });
});

it("takes limits, windows and affinity on every type of backend", () => {
  const ir = irOf(`affinity: session
backends:
  a: { type: openai, affinity: none, header_timeout: 2, first_token_timeout: 3, timeout: null, stream_idle_timeout: null }
  m: { type: mock, timeout: 4, stream_recovery: hold, context_windows: { constructor: 9, "v/w:x": 8 } }
`);
  expect(ir.backends.map(({ backend }) => backend)).toMatchObject([
    {
      affinity: "none",
      timeouts: { connect: 5, header: 2, total: null, firstToken: 3, streamIdle: null },
    },
    {
      kind: "mock",
      affinity: "session",
      timeouts: { connect: 5, header: null, total: 4, firstToken: null, streamIdle: 60 },
      streamRecovery: "hold",
      contextWindows: { constructor: 9, "v/w:x": 8 },
    },
  ]);
});

it.each([
  ["openrouter", "https://openrouter.ai", "/api/v1", "OPENROUTER_API_KEY", "max_completion_tokens"],
  ["groq", "https://api.groq.com", "/openai/v1", "GROQ_API_KEY", "max_completion_tokens"],
  ["together", "https://api.together.xyz", "/v1", "TOGETHER_API_KEY", "max_tokens"],
  ["deepseek", "https://api.deepseek.com", "/v1", "DEEPSEEK_API_KEY", "max_tokens"],
  ["mistral", "https://api.mistral.ai", "/v1", "MISTRAL_API_KEY", "max_tokens"],
  ["xai", "https://api.x.ai", "/v1", "XAI_API_KEY", "max_completion_tokens"],
  ["ollama", "http://127.0.0.1:11434", "/v1", null, "max_tokens"],
  ["vllm", "http://127.0.0.1:8000", "/v1", null, "max_completion_tokens"],
  ["lmstudio", "http://127.0.0.1:1234", "/v1", null, "max_tokens"],
])("the preset %s", (type, origin, path, key, maxTokensField) => {
  const backend = http(irOf(`backends: { x: { type: ${type} } }`), 0);
  const keys = key === null ? { kind: "none" } : { kind: "listed", keys: [{ env: key, at: "config.yaml:1" }] };
  expect(backend).toMatchObject({ type, origin, path, keys, maxTokensField, keyHeader: "authorization" });
});

it("sends the key of azure-openai as api-key", () => {
  const ir = irOf("backends: { az: { type: azure-openai, base_url: https://me.openai.azure.com/openai/v1/ } }");
  expect(http(ir, 0)).toMatchObject({
    origin: "https://me.openai.azure.com",
    path: "/openai/v1",
    keyHeader: "api-key",
    keys: { keys: [{ env: "AZURE_OPENAI_API_KEY" }] },
  });
});

it("reads keys, headers, parameters and models", () => {
  const ir = irOf(`backends:
  a:
    type: openai
    api_keys: ["\${K1}", "\${K2}"]
    organization: org-x
    headers: { X-Team: "team \${TEAM}!" }
    extra: { temperature: 0, forced_top_p: 0.5 }
    models: [m, n]
  b: { type: openai-compatible, api_url: "http://localhost:9/", api_keys: "\${B_KEY_*}" }
  c: { type: openai, api_key: null, timeout: null }
model_defaults:
  m: { seed: 1, temperature: 1 }
  "a:m": { seed: 2 }
  "b:v/w": { verbosity: low }
`);
  expect(http(ir, 0)).toMatchObject({
    keys: {
      kind: "listed",
      keys: [
        { env: "K1", at: "config.yaml:4" },
        { env: "K2", at: "config.yaml:4" },
      ],
    },
    headers: [
      ["openai-organization", "org-x"],
      ["x-team", ["team ", { env: "TEAM", at: "config.yaml:6" }, "!"]],
    ],
    defaults: { temperature: 0 },
    forced: { top_p: 0.5 },
    modelDefaults: { m: { seed: 2, temperature: 1 } },
  });
  expect(http(ir, 1)).toMatchObject({
    origin: "http://localhost:9",
    path: "",
    keys: { kind: "numbered", prefix: { env: "B_KEY_", at: "config.yaml:9" } },
    modelDefaults: { m: { seed: 1, temperature: 1 }, "v/w": { verbosity: "low" } },
  });
  expect(http(ir, 2)).toMatchObject({ keys: { kind: "none" }, timeouts: { total: null } });
  expect(ir.backends[0]?.models.map(({ name, origin }) => [name, origin.line])).toEqual([
    ["m", 8],
    ["n", 8],
  ]);
  expect(ir.environment.map(({ env, at }) => `${env} ${at}`)).toEqual([
    "K1 config.yaml:4",
    "K2 config.yaml:4",
    "TEAM config.yaml:6",
    "B_KEY_* config.yaml:9",
  ]);
});

it("reads the mock's script", () => {
  const ir = irOf(`backends:
  m:
    type: mock
    mock:
      reply: hi
      faults: [{ status: 429, retry_after: 2, times: 3 }, { cut: 0, times: null }, { ok: true }, { stall: 2 }, { delay: 1 }]
`);
  expect(ir.backends[0]?.backend).toMatchObject({
    kind: "mock",
    wordDelay: 0.02,
    reply: "hi",
    faults: [
      { kind: "status", status: 429, retryAfter: 2, code: null, times: 3 },
      { kind: "cut", words: 0, times: null },
      { kind: "none", times: 1 },
      { kind: "stall", words: 2, times: 1 },
      { kind: "delay", seconds: 1, times: 1 },
    ],
  });
});

it("takes an api_key beside a list of api_keys as the first of them", () => {
  const ir = irOf('backends: { a: { type: vllm, api_key: "${A}", api_keys: ["${B}", "${A}", "${C}"] } }');
  expect(ir.backends[0]?.backend).toMatchObject({
    keys: { kind: "listed", keys: [{ env: "A" }, { env: "B" }, { env: "C" }] },
  });
});

it("returns a frozen tree", () => {
  const ir = irOf(
    'backends: { a: { type: openai, models: [m] } }\nmodel_aliases: [{ pattern: "x", replacement: "a:m" }]',
  );
  expect(Object.isFrozen(ir.backends[0]?.backend)).toBe(true);
  expect(Object.isFrozen(ir.aliases[0]?.leaves[0]?.target)).toBe(true);
});

it.each([
  ["localhost:8080", "bad-url"],
  ["ftp://x/v1", "bad-url"],
  ["https://", "bad-url"],
  ["https://user:pw@host/v1", "bad-url"],
  ["https://host/v1?key=1", "bad-url"],
  ["https://host/v1#x", "bad-url"],
  ["https://host /v1", "bad-url"],
  ["https://host/v1/chat/completions", "bad-url"],
  ["https://${HOST}/v1", "env-in-url"],
])("rejects the URL %s", (url, code) => {
  const findings = findingsOf(`backends: { x: { type: openai, base_url: "${url}" } }`);
  expect(findings).toEqual([`${code}@1 ${JSON.stringify(`"${url}"`)}`]);
});

it.each([
  ["headers: { Content-Length: '1' }", 'bad-name@1 "Content-Length"'],
  ["headers: { X-A: a, x-a: b }", 'duplicate-key@1 "x-a"'],
  ['headers: { X-A: "a\\nb" }', 'invalid-value@1 "\\"a\\\\nb\\""'],
  ['headers: { X-A: "${A-B}" }', 'invalid-value@1 "\\"${A-B}\\""'],
  ["forward_headers: [X-Goog-User-Project]", 'bad-name@1 "X-Goog-User-Project"'],
  ["forward_headers: [x-a, 'x-*-api-key']", "bad-name@1 \"'x-*-api-key'\""],
  ["forward_headers: ['cf-*']", "bad-name@1 \"'cf-*'\""],
  ["forward_headers: ['x a']", "bad-name@1 \"'x a'\""],
  ["forward_headers: [x-a, x-a]", 'repeated-value@1 "x-a"'],
  ["models: ['x:m']} , y: { type: vllm, models: ['x:m']", "ambiguous-model@1 \"'x:m'\""],
  ["models: [m, m]", 'duplicate-model@1 "m"'],
  ["models: ['a|b']", 'bad-name@1 "a|b"'],
  ["context_windows: { m: 0 }", 'out-of-range@1 "0"'],
  ["context_windows: { m: 1.5 }", 'wrong-type@1 "1.5"'],
  ["stream_recovery: null", 'wrong-type@1 "stream_recovery"'],
  ["affinity: sticky", 'invalid-value@1 "sticky"'],
  ["header_timeout: 0", 'out-of-range@1 "0"'],
  ['api_key: "${A}", api_keys: "${B_*}"', 'conflicting-keys@1 "api_key"'],
])("reports what is wrong with %s", (part, finding) => {
  expect(findingsOf(`backends: { x: { type: vllm, ${part} } }`)).toEqual([finding]);
});

it("finds every unknown backend in one run", () => {
  const text = `backends: { openai: { type: openai, api_keys: ["\${A}", "\${B}"] } }
default_backend: opnai
force_model: "opena:x"
static_route: 'openai.3:x'
model_aliases: [{ pattern: "a", replacement: "openai:x|oai:y" }]
model_defaults: { "nope:x": { seed: 1 } }
failover_routes: { r: ["openai.x:m", "gone:m"] }
tests: [{ model: a, expect: "gone:x" }]
`;
  expect(findingsOf(text)).toEqual([
    'unknown-backend@2 "opnai"',
    'unknown-backend@3 "opena"',
    'unknown-instance@4 "3"',
    'unknown-backend@5 "oai"',
    'unknown-backend@6 "nope"',
    'unknown-instance@7 "x"',
    'unknown-backend@7 "gone"',
    'unknown-backend@8 "gone"',
  ]);
});

it.each([
  ["redis://localhost:6379", "literal-secret"],
  ["6379", "literal-secret"],
  ["'${REDIS_URL}/0'", "literal-secret"],
  ["'$REDIS_URL'", "invalid-value"],
  ["REDIS_URL", "invalid-value"],
  ["'${REDIS_*}'", "invalid-value"],
  ["''", "invalid-value"],
])("rejects the state %s", (state, code) => {
  const findings = findingsOf(`backends: { x: { type: vllm } }\nstate: ${state}\n`);
  expect(findings).toEqual([`${code}@2 ${JSON.stringify(state)}`]);
});
