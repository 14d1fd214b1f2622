/** Mistakes that a reader would see, and next to each a config that looks like it and is right. */
import { expect, it } from "vitest";
import { findingsOf } from "../resolve/compile-config.ts";

const HEAD =
  "backends: { a: { type: openai, models: [gpt-4o, gpt-4o-mini] }, b: { type: groq } }\ndefault_backend: b\n";

/** The findings of a config, without what they point at. */
function codes(text: string): readonly string[] {
  return findingsOf(text).map((finding) => finding.replace(/ .*/, ""));
}

const alias = (pattern: string, replacement: string) =>
  `model_aliases: [{ pattern: '${pattern}', replacement: '${replacement}' }]`;

it.each([
  ["force_model: 'a:${MODEL}'", "reference-not-replaced@3"],
  ["static_route: '${ROUTE}'", "reference-not-replaced@3"],
  ["static_route: 'a:${MODEL:-gpt-4o}'", "reference-not-replaced@3"],
  [alias("^x$", "a:${MODEL}"), "reference-not-replaced@3"],
  ["failover_routes: { r: ['a:${MODEL}'] }", "reference-not-replaced@3"],
  ["failover_routes: { '${R}': ['a:x'] }", "reference-not-replaced@3"],
  ["logging: { capture_file: '${DIR}/x.jsonl' }", "reference-not-replaced@3"],
  ["logging: { capture_file: os.environ/FILE }", "reference-not-replaced@3"],
  ["model_defaults: { 'a:${M}': { seed: 1 } }", "reference-not-replaced@3"],
  ["tests: [{ model: '${M}', expect: 'b:${M}' }]"],
  ["auth: { api_keys: ['${K}'] }"],
])("variables: %s", (line, ...found) => {
  expect(codes(`${HEAD}${line}\n`)).toEqual(found);
});

it.each([
  ["headers: { X: '${X}', Y: 'y-${Y}' }, organization: '${ORG}'"],
  ["headers: { X: os.environ/X }", "reference-not-replaced@1"],
  ["models: ['${MODEL}']", "reference-not-replaced@1"],
  ["models: ['`${name}`']"],
  ["context_windows: { '${M}': 9 }", "reference-not-replaced@1"],
])("variables in a backend: %s", (keys, ...found) => {
  expect(codes(`backends: { a: { type: openai, ${keys} } }\ndefault_backend: a\n`)).toEqual(found);
});

it.each([
  [alias("^gpt-(.*)$", "a:gpt-$1"), "not-a-group@3"],
  [alias("^gpt-(.*)$", "a:gpt-$&"), "not-a-group@3"],
  [alias("^gpt-(.*)$", "a:gpt-{1}"), "not-a-group@3"],
  [alias("^gpt-(?P<rest>.*)$", "a:gpt-$<rest>"), "not-a-group@3"],
  [alias("^gpt-(.*)$", "a:gpt-\\1")],
  ["failover_routes: { r: ['a:\\1'] }", "group-out-of-place@3"],
  ["force_model: 'a:\\g<1>'", "group-out-of-place@3"],
  ["static_route: 'a:\\1'", "group-out-of-place@3"],
  ["failover_routes: { r: ['a:C:\\models\\x.gguf'] }"],
])("groups: %s", (line, ...found) => {
  expect(codes(`${HEAD}${line}\n`)).toEqual(found);
});

it.each([
  [alias("gpt-*", "a:gpt-4o"), "glob-as-pattern@3"],
  [alias("^openai/*$", "a:gpt-4o"), "glob-as-pattern@3"],
  [alias("*-mini", "a:gpt-4o"), "bad-regexp@3"],
  [alias("^gpt-.*$", "a:gpt-4o")],
  [alias("^gpt-4(o*)$", "a:gpt-4o")],
  [alias("^openai/.*$", "a:*"), "glob-as-name@3"],
  [alias("^openai/.*$", "a:openai/*"), "glob-as-name@3"],
  ["failover_routes: { 'gpt-*': ['a:x'] }", "glob-as-name@3"],
  ["failover_routes: { r: ['a:gpt-.*'] }", "glob-as-name@3"],
  ["failover_routes: { '*': ['a:x'] }"],
  ["force_model: 'a:gpt-*'", "glob-as-name@3"],
  ["model_defaults: { 'a:gpt-*': { seed: 1 } }", "glob-as-name@3"],
  ["failover_routes: { r: ['a:x*y'] }"],
])("globs: %s", (line, ...found) => {
  expect(codes(`${HEAD}${line}\n`)).toEqual(found);
});

it.each([
  ["gpt-4o", "a:gpt-4o", "open-ended-pattern@3"],
  ["fast", "b:llama", "open-ended-pattern@3"],
  ["^gpt-4o", "a:gpt-4o", "open-ended-pattern@3"],
  ["^gpt-4o", "b:openai/gpt-4o", "open-ended-pattern@3"],
  ["^gpt-4o", "b:llama", "open-ended-pattern@3"],
  ["^gpt-4o$", "a:gpt-4o"],
  ["^gpt-4o.*", "a:gpt-4o"],
  ["^gpt-", "b:llama"],
  ["^gpt", "b:llama"],
  ["^claude-3", "b:llama"],
  ["^o1|o3$", "b:llama"],
])("an end that is missing: %s", (pattern, replacement, ...found) => {
  expect(codes(`${HEAD}${alias(pattern, replacement)}\n`)).toEqual(found);
});

it.each([
  ["a^b", "impossible-pattern@3"],
  ["a$b", "impossible-pattern@3"],
  ["/^gpt/i", "impossible-pattern@3"],
  ["/^gpt-(.*)$/", "impossible-pattern@3"],
  ["^x\\?temperature=0$", "impossible-pattern@3"],
  ["^(x|y)[|]z$", "impossible-pattern@3"],
  ["^ x$", "impossible-pattern@3"],
  ["^x $", "impossible-pattern@3"],
  ["^(a^b|c^d)$", "impossible-pattern@3"],
  ["^x{2000}$", "impossible-pattern@3"],
  ["^(a^b|c)$"],
  ["^(^a|b)$"],
  ["^a(?=b$)b$"],
  ["^(x^)*y$"],
  ["^x y$"],
  ["^[?x]$"],
])("patterns that match nothing: %s", (pattern, ...found) => {
  expect(codes(`${HEAD}${alias(pattern, "a:gpt-4o")}\n`)).toEqual(found);
});

it("finds the line break of a block", () => {
  const block = `${HEAD}model_aliases:\n  - pattern: |\n      ^x$\n    replacement: a:y\n`;
  expect(codes(block)).toEqual(["impossible-pattern@4"]);
  expect(codes(block.replace("|", "|-"))).toEqual([]);
});

const SMART = "{ pattern: '^smart$', replacement: 'a:gpt-4o' }";

it.each([
  [`model_aliases: [${SMART}, { pattern: '^best$', replacement: smart }]`, "name-not-followed@3"],
  [`model_aliases: [${SMART}, { pattern: '^best$', replacement: 'smart|a:x' }]`, "name-not-followed@3"],
  [`model_aliases: [${SMART}, { pattern: '^best$', replacement: 'a:smart' }]`],
  [`model_aliases: [{ pattern: '^x$', replacement: 'x?seed=1' }]`],
  [`model_aliases: [{ pattern: '^gpt-4o$', replacement: 'b:x' }, { pattern: '^y$', replacement: gpt-4o }]`],
  [`model_aliases: [${SMART}]\nfailover_routes: { r: [smart] }`, "name-not-followed@4"],
  ["failover_routes: { r: [s], s: ['a:x'] }", "name-not-followed@3"],
  ["failover_routes: { r: [r, 'a:x'] }", "name-not-followed@3"],
  ["failover_routes: { gpt-4o: [gpt-4o, 'b:x'] }"],
  ["failover_routes: { s: ['a:x'] }\nmodel_aliases: [{ pattern: '^y$', replacement: s }]"],
  ["failover_routes: { s: ['a:x'] }\nstatic_route: s"],
])("names that are not looked up: %s", (lines, ...found) => {
  expect(codes(`${HEAD}${lines}\n`)).toEqual(found);
});

it.each([
  ["type: openai, base_url: 'https://api.openai.com'", "base-url-path@1"],
  ["type: groq, base_url: 'https://api.groq.com/v1'", "base-url-path@1"],
  ["type: openrouter, base_url: 'https://openrouter.ai/v1'", "base-url-path@1"],
  ["type: ollama, base_url: 'http://localhost:11434'", "base-url-path@1"],
  ["type: ollama, base_url: 'http://localhost:11434/api'", "base-url-path@1"],
  ["type: vllm, base_url: 'http://vllm:8000/'", "base-url-path@1"],
  ["type: openai-compatible, base_url: 'http://host.docker.internal:1234'", "base-url-path@1"],
  ["type: openai-compatible, base_url: 'https://api.anthropic.com'", "base-url-path@1"],
  ["type: azure-openai, base_url: 'https://x.openai.azure.com'", "base-url-path@1"],
  ["type: deepseek, base_url: 'https://api.deepseek.com'"],
  ["type: openai-compatible, base_url: 'https://api.perplexity.ai'"],
  ["type: openai, base_url: 'http://litellm:4000'"],
  ["type: ollama, base_url: 'http://localhost:11434/v1'"],
  ["type: vllm, base_url: 'http://gpu.internal:8000/team/v1'"],
  ["type: openai-compatible, base_url: 'http://api.example.com/v1'", "plain-http@1"],
  ["type: openai-compatible, base_url: 'http://8.8.8.8:8000/v1'", "plain-http@1"],
  ["type: openai-compatible, base_url: 'http://10.0.0.7:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://172.20.0.2:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://100.101.102.103:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://[::1]:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://vllm.models.svc.cluster.local:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://gpu-1.local:8000/v1'"],
  ["type: openai-compatible, base_url: 'http://my_vllm:8000/v1'"],
  ["type: openai-compatible, base_url: 'https://https://api.x.ai/v1'", "bad-url@1"],
  ["type: openai-compatible, base_url: 'http://8000/v1'", "bad-url@1"],
  ["type: openai-compatible, base_url: 'https://api..com/v1'", "bad-url@1"],
  ["type: azure-openai, base_url: 'https://your-resource-name.openai.azure.com/openai/v1'", "bad-url@1"],
  ["type: openai, api_keys: ['${A}', '${B}', '${A}']", "duplicate-api-key@1"],
  ["type: openai, api_key: '${A}', api_keys: ['${A}', '${B}']"],
  ["type: openai, timeout: !!null 5", "unsupported-yaml@1"],
  ["type: openai, organization: !!binary aGk=", "unsupported-yaml@1"],
  ["type: openai, base_url: null, api_key: ~"],
  ["type: openai, organization: !!str 5"],
])("a backend: %s", (keys, ...found) => {
  expect(codes(`backends: { a: { ${keys} } }\ndefault_backend: a\n`)).toEqual(found);
});

it("finds dates that a directive makes", () => {
  const text = "backends: { a: { type: openai, models: [2024-05-13] } }\ndefault_backend: a\n";
  expect(codes(text)).toEqual([]);
  expect(codes(`%YAML 1.1\n---\n${text}`)).toEqual(["unsupported-yaml@3"]);
});

it("finds a client's key that is listed twice", () => {
  expect(codes(`${HEAD}auth: { api_keys: ['\${A}', '\${A}'] }\n`)).toEqual(["duplicate-api-key@3"]);
});

it.each([
  ["x: { type: openai }", "same-target@2"],
  ["x: { type: openai, models: [gpt-4o] }", "same-target@2"],
  ["x: { type: openai, api_key: '${OTHER}' }"],
  ["x: { type: openai, timeout: 60 }"],
])("the same place twice: %s", (backend, ...found) => {
  const text = `backends: { a: { type: openai }, ${backend}, default_backend: a }\nfailover_routes: { r: ['a:m', 'x:m'] }\n`;
  expect(codes(text)).toEqual(found);
});

it.each([
  [`force_model: 'a:x'\n${alias("^x$", "a:y")}`, "dead-setting@4"],
  ["force_model: 'a:x'\nstatic_route: 'a:y'", "dead-setting@4"],
  ["force_model: 'a:x'\nfailover_routes: { r: ['a:y'] }", "dead-setting@4"],
  ["static_route: 'a:x'\nfailover_routes: { r: ['a:y'] }", "dead-setting@4"],
  ["static_route: r\nfailover_routes: { r: ['a:y'] }"],
  [`static_route: 'a:x'\n${alias("^x$", "a:y")}`, "dead-setting@4"],
  [`static_route: 'a:x'\n${alias("^a:x$", "a:y")}`],
  [`static_route: 'a:x'\n${alias("^.*$", "a:y")}`],
])("settings that others make dead: %s", (lines, ...found) => {
  expect(codes(`${HEAD}${lines}\n`)).toEqual(found);
});

it.each([
  ["failover_routes: { r: ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6', 'a:7'] }", "hop-never-reached@3"],
  ["failover_routes: { r: ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6'] }"],
  ["failover_routes: { r: { policy: round-robin, elements: ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6', 'a:7'] } }"],
  [alias("^x$", "a:1|a:2|a:3|a:4|a:5|a:6|a:7"), "hop-never-reached@3"],
  [alias("^x$", "a:1^a:2^a:3^a:4^a:5^a:6^[backup]a:7"), "hop-never-reached@3"],
  ["failure_handling: { max_failover_hops: 0 }\nfailover_routes: { r: ['a:1', 'b:2'] }", "hop-never-reached@4"],
  ["failure_handling: { max_failover_hops: 0 }\nfailover_routes: { r: ['a:1'] }"],
])("targets behind the last hop: %s", (lines, ...found) => {
  expect(codes(`${HEAD}${lines}\n`)).toEqual(found);
});

it("counts the keys of a backend among the hops", () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `"\${K_${at}}"`).join();
  const text = (count: number, policy: string) =>
    `backends: { a: { type: openai, api_keys: [${keys(count)}] }, b: { type: groq }, default_backend: a }\n` +
    `failover_routes: { r: { policy: ${policy}, elements: ['a:x', 'b:y'] } }\n`;
  expect(codes(text(6, "ordered"))).toEqual(["hop-never-reached@2"]);
  expect(codes(text(5, "ordered"))).toEqual([]);
  expect(codes(text(6, "mk"))).toEqual([]);
  expect(codes(text(6, "m"))).toEqual([]);
});

it.each([
  ["failover_routes: { r: [x] }", "nowhere-target@2"],
  ["failover_routes: { r: [x, 'a:y'] }", "element-never-tried@2"],
  ["failover_routes: { r: [m] }"],
  ["static_route: x", "nowhere-target@2"],
  ["static_route: m"],
  ["static_route: r\nfailover_routes: { r: ['a:y'] }"],
])("names that nothing serves: %s", (lines, ...found) => {
  expect(codes(`backends: { a: { type: openai, models: [m] } }\n${lines}\n`)).toEqual(found);
});

it.each([
  ["", "no-bare-names@1"],
  ["force_model: x", "no-bare-names@1"],
  ["force_model: 'a:x'"],
  ["default_backend: a"],
  ["static_route: 'a:x'"],
  ["failover_routes: { x: ['a:x'] }"],
  [alias("^x$", "a:x")],
])("a config without bare names: %s", (line, ...found) => {
  expect(codes(`backends: { a: { type: openai } }\n${line}\n`)).toEqual(found);
});

it.each([
  ["timeout: 300", "failover_routes: { r: ['a:x', 'b:y'] }", "timeout-beyond-budget@1"],
  ["timeout: 300", alias("^x$", "a:x|b:y"), "timeout-beyond-budget@1"],
  ["timeout: 300, api_keys: ['${A}', '${B}']", alias("^x$", "a:x|b:y"), "timeout-beyond-budget@1"],
  ["timeout: 300", "failover_routes: { r: ['b:y', 'a:x'] }"],
  ["timeout: 300", "failover_routes: { r: ['a:x'] }"],
  ["timeout: 90", "failover_routes: { r: ['a:x', 'b:y'] }"],
  ["timeout: null", "failover_routes: { r: ['a:x', 'b:y'] }"],
  ["", "failover_routes: { r: { elements: ['a:x', 'b:y'], timeout: 100 } }", "timeout-beyond-budget@2"],
  ["timeout: 300", "failover_routes: { r: { elements: ['a:x', 'b:y'], timeout: 80 } }"],
  ["timeout: 300", "failover_routes: { r: ['a:x', 'b:y'] }\nfailure_handling: { total_timeout_budget: 300 }"],
])("a timeout and the budget: %s; %s", (keys, lines, ...found) => {
  const text = `backends: { a: { type: openai, ${keys} }, b: { type: groq }, default_backend: a }\n${lines}\n`;
  expect(codes(text)).toEqual(found);
});

it.each([
  ["model_defaults: { 'c:gpt-5': { temperature: 1 } }", "no-effect-here@3"],
  ["model_defaults: { gpt-5: { temperature: 1 } }", "no-effect-here@3"],
  ["model_defaults: { 'c:gpt-5': { reasoning_effort: high } }"],
  [alias("^x$", "c:gpt-5?temperature=1"), "no-effect-here@3"],
  [alias("^x$", "gpt-5?temperature=1"), "no-effect-here@3"],
  [alias("^x$", "c:gpt-5?verbosity=low")],
  ["failover_routes: { r: ['c:gpt-5?seed=1'] }", "no-effect-here@3"],
  ["force_model: 'c:gpt-5?top_p=1'", "no-effect-here@3"],
  ["static_route: 'o:gpt-5?top_p=1'"],
])("parameters that a ChatGPT login drops: %s", (line, ...found) => {
  const head = "backends: { c: { type: openai-codex, models: [gpt-5] }, o: { type: openai } }\ndefault_backend: o\n";
  expect(codes(`${head}${line}\n`)).toEqual(found);
});

it.each([
  ["a: { type: openai, context_windows: { 'gpt-*': 9 } }", "glob-as-name@1"],
  ["a: { type: openai, context_windows: { gpt-4o: 9 } }"],
  [
    "a: { type: openai-codex, body: { metadata: {} }, body_from_headers: { user: X-User } }",
    "no-effect-here@1",
    "no-effect-here@1",
  ],
  ["a: { type: openai-codex, body: { include: [] }, body_from_headers: { prompt_cache_key: X-Thread } }"],
  [
    "a: { type: mock, body: { n: 1 }, body_from_headers: { user: X-User }, drop: [n2] }",
    "no-effect-here@1",
    "no-effect-here@1",
    "no-effect-here@1",
  ],
])("of a backend: %s", (backend, ...found) => {
  expect(codes(`backends: { ${backend} }\ndefault_backend: a\n`)).toEqual(found);
});
