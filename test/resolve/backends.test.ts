import { expect, it } from "vitest";
import type { Ir } from "../../generator/ir.ts";
import { findingsOf, irOf } from "./compile-config.ts";

function http(ir: Ir, index: number) {
  const backend = ir.backends[index]?.backend;
  if (backend?.kind !== "http") throw new Error("not an HTTP backend");
  return backend;
}

it("fills in everything that a type knows", () => {
  const ir = irOf("backends: { openai: { type: openai } }\ndefault_backend: openai\n");
  expect(http(ir, 0)).toEqual({
    kind: "http",
    type: "openai",
    name: "openai",
    index: 0,
    at: "config.yaml:1",
    origin: "https://api.openai.com",
    path: "/v1",
    keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:1" }] },
    keyHeader: "authorization",
    headers: [],
    maxTokensField: "max_completion_tokens",
    timeouts: { connect: 5, total: 120, firstToken: null, streamIdle: 60 },
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
    failure: { enabled: true, retries: 1, minRetryWait: 1, totalTimeoutBudget: 90, maxFailoverHops: 5 },
  });
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

it("hands out a frozen tree", () => {
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
])("refuses the URL %s", (url, code) => {
  const findings = findingsOf(`backends: { x: { type: openai, base_url: "${url}" } }`);
  expect(findings).toEqual([`${code}@1 ${JSON.stringify(`"${url}"`)}`]);
});

it.each([
  ["headers: { Content-Length: '1' }", 'bad-name@1 "Content-Length"'],
  ["headers: { X-A: a, x-a: b }", 'duplicate-key@1 "x-a"'],
  ['headers: { X-A: "a\\nb" }', 'invalid-value@1 "\\"a\\\\nb\\""'],
  ['headers: { X-A: "${A-B}" }', 'invalid-value@1 "\\"${A-B}\\""'],
  ["models: [m, m]", 'duplicate-model@1 "m"'],
  ["models: ['a|b']", 'bad-name@1 "a|b"'],
  ['api_key: "${A}", api_keys: "${B_*}"', 'conflicting-keys@1 "api_key"'],
])("finds what is wrong with %s", (part, finding) => {
  expect(findingsOf(`backends: { x: { type: vllm, ${part} } }`)).toEqual([finding]);
});

it("finds every name of a backend that there is not, in one go", () => {
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
