import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { SCHEMA } from "../schema/schema.ts";
import { examplesOf, type SchemaNode } from "../schema/schema-node.ts";

/** Every key of the language with its schema, `backends.<name>.type` and the like. */
function keys(node: SchemaNode, path: string): [string, SchemaNode][] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]): [string, SchemaNode][] =>
    child === false ? [] : [[`${path}.${key}`, child], ...keys(child, `${path}.${key}`)],
  );
  return node.items === undefined ? own : [...own, ...keys(node.items, `${path}[]`)];
}

const everything = [
  ...keys(SCHEMA, ""),
  ...Object.entries(SCHEMA.$defs ?? {}).flatMap(([name, node]) => keys(node, name)),
];

describe("every key of the schema", () => {
  it("is checked", () => expect(everything.length).toBeGreaterThan(80));

  it.each(everything)("%s has a title, a description and examples that it accepts itself", (_, node) => {
    expect(node.title).toMatch(/^[A-Z]/);
    expect(node.description).toMatch(/\.$/);
    expect(examplesOf(node).length).toBeGreaterThan(0);
    const ajv = new Ajv2020({ strict: false });
    const check = ajv.compile({ ...node, $defs: SCHEMA.$defs });
    for (const example of examplesOf(node)) expect([example, check(example)]).toEqual([example, true]);
    if (node.default !== undefined) expect([node.default, check(node.default)]).toEqual([node.default, true]);
  });

  it("has no text that is null by default, at which editors fail, and no empty list or mapping, which they insert", () => {
    const empty = everything.filter(
      ([, { default: value, type }]) =>
        (value === null && String(type).includes("string")) || /^(?:\[\]|\{\})$/.test(JSON.stringify(value) ?? ""),
    );
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it("has examples of mappings, and of lists with more than plain words, where editors do not insert them: in x-examples", () => {
    const offered = everything.flatMap(([path, { examples = [] }]) =>
      examples.map((example) => [path, example] as const),
    );
    expect(offered.filter(([, example]) => !insertable(example))).toEqual([]);
  });

  it("declares what other keys can be, if it has keys", () => {
    const open = everything.filter(([, node]) => node.type === "object" && node.additionalProperties === undefined);
    expect(open.map(([path]) => path)).toEqual([]);
  });
});

/** What YAML's language server writes as it is meant. */
function insertable(example: unknown): boolean {
  if (!Array.isArray(example)) return typeof example !== "object" || example === null;
  return example.every((item) =>
    typeof item === "string" ? /^[\w~/][^$`{}[\],&#!|>'"%@\\]*$/.test(item) : typeof item !== "object",
  );
}

describe("the config of the manual", () => {
  const config = `
backends:
  openai:
    type: openai
    base_url: https://api.openai.com/v1
    api_key: \${OPENAI_API_KEY}
    organization: org-example
    models: [gpt-4o, gpt-4o-mini]
    timeout: 120
    headers: { X-Team: search, X-Trace: "\${TRACE}" }
    extra: { temperature: 0.2, forced_temperature: 0 }
    connect_timeout: 5
    header_timeout: 20
    first_token_timeout: 15
    stream_idle_timeout: 60
    stream_recovery: hold
    affinity: none
    context_windows: { gpt-4o: 128000 }
  groq: { type: groq, api_keys: "\${GROQ_API_KEY_*}" }
  mine: { type: mock, mock: { reply: hello, faults: [{ status: 429, retry_after: 1, times: 2 }, { cut: 3 }, { ok: true }] } }
default_backend: openai
affinity: session
state: "\${REDIS_URL}"
force_model: null
model_aliases: [{ pattern: "^gpt-(.*)$", replacement: 'openrouter:openai/gpt-\\1' }]
model_defaults: { "openai:gpt-4o": { temperature: 0.7 } }
failover_routes:
  gpt-4o: { policy: ordered, elements: ["openai:gpt-4o"] }
  fast: { policy: mk, elements: ["groq:llama", "[max_context=9]mine:x"], first_token_timeout: 5, stream_recovery: none }
  "*": ["openai:gpt-4o", "groq:llama"]
failure_handling: { enabled: true, max_silent_wait: 30, total_timeout_budget: 90, keepalive_interval: 8, max_failover_hops: 5, min_retry_wait: 1, retries: 1 }
resilience: { circuit_breaker: { enabled: true, failure_threshold: 3, open_cooldown_seconds: 30, half_open_success_threshold: 1, half_open_max_inflight: 1 } }
auth: { api_keys: ["\${TURNOUT_API_KEY}"] }
logging: { level: info, capture_file: null, capture_max_bytes: 104857600, capture_max_files: 5, capture_total_max_bytes: 524288000, capture_flush_interval: 1 }
server: { host: 127.0.0.1, port: 8000, max_body_bytes: 33554432, allowed_hosts: [a.b], cors: { origins: ["https://a.b"] }, body_idle_timeout: 60, drain_seconds: 30, drain_delay_seconds: 0 }
tests: [{ model: gpt-4o, expect: ["openai:gpt-4o"] }, { name: one, model: x, expect: "openai:x" }]
`;

  it("is valid", () => {
    const document = load({ file: "config.yaml", text: config }).value;
    expect(document).not.toBeNull();
    if (document !== null) expect(validate(document).diagnostics).toEqual([]);
  });
});
