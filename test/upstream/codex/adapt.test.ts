import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodexBackend } from "../../../runtime/contract/codex-backend.ts";
import { createAdapt } from "../../../runtime/upstream/codex/adapt/adapt.ts";
import type { AdaptInput } from "../../../runtime/wire/adapt.ts";
import { codexBackend } from "./support/gateway.ts";

const ADDRESSES = { origin: "https://chatgpt.com", refreshUrl: "https://auth.openai.com/oauth/token" };

function adapt(fields: Record<string, unknown>, more: Partial<AdaptInput> = {}, backend: Partial<CodexBackend> = {}) {
  const input = {
    fields: { model: "gpt-5-codex", input: "hi", ...fields },
    model: "gpt-5-codex",
    path: "/responses",
    headers: {},
    session: null,
  };
  const adapted = createAdapt({ ...codexBackend(ADDRESSES, ["a"]), ...backend }, [])({ ...input, ...more });
  if ("refused" in adapted) throw new Error(adapted.refused.message);
  const headers: Record<string, string> = {};
  for (let i = 0; i < adapted.headers.length; i += 2) headers[adapted.headers[i] ?? ""] = adapted.headers[i + 1] ?? "";
  return { ...adapted, headers };
}

test("a plain request", () => {
  const { fields, headers, warnings } = adapt({});
  expect(fields).toEqual({
    model: "gpt-5-codex",
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
    instructions: "You are a helpful assistant.",
    include: ["reasoning.encrypted_content"],
    store: false,
    stream: true,
  });
  expect(headers).toEqual({
    accept: "text/event-stream",
    "openai-beta": "responses=experimental",
    originator: "codex_cli_rs",
  });
  expect(warnings).toEqual([]);
});

test("a request to compact a conversation is no stream, and nothing is stored by it", () => {
  const fields = {
    stream: false,
    store: false,
    include: ["reasoning.encrypted_content"],
    input: [{ id: "rs_1", type: "reasoning", encrypted_content: "g" }],
  };
  const compact = adapt(fields, { path: "/responses/compact" });
  expect(compact.fields).toEqual({
    model: "gpt-5-codex",
    input: [{ type: "reasoning", encrypted_content: "g" }],
    instructions: "You are a helpful assistant.",
  });
  expect(compact.headers.accept).toBe("application/json");
});

test("what the backend rejects is left out, with a warning for each that is missed", () => {
  const refused = { temperature: 0, top_p: 0.5, max_output_tokens: 5, max_tool_calls: 1, top_logprobs: 2, user: "u" };
  const more = { metadata: { a: "b" }, truncation: "auto", safety_identifier: "s", prompt_cache_retention: "24h" };
  const { fields, warnings } = adapt({ ...refused, ...more, service_tier: "flex", store: true });
  expect(Object.keys(fields).sort()).toEqual(["include", "input", "instructions", "model", "store", "stream"]);
  const names = [...Object.keys(refused), ...Object.keys(more), "service_tier flex"];
  expect(warnings).toEqual([
    ...names.map((name) => `${name}: not a parameter of openai-codex, ignored`),
    "store: openai-codex stores nothing, ignored",
  ]);
});

test.each([
  ["background", true],
  ["conversation", "conv_1"],
  ["conversation", { id: "conv_1" }],
  ["prompt", { id: "pmpt_1" }],
])("what would be another request without its %s is rejected", (name, value) => {
  const made = createAdapt(
    codexBackend(ADDRESSES, ["a"]),
    [],
  )({
    fields: { model: "gpt-5-codex", input: "hi", [name]: value },
    model: "gpt-5-codex",
    path: "/responses",
    headers: {},
    session: null,
  });
  expect(made).toMatchObject({ refused: { code: "unsupported_parameter", param: name } });
});

test("system messages behind tools of the Codex CLI become the instructions, and the tools stay", () => {
  const text = (role: string, said: string) => ({
    type: "message",
    role,
    content: [{ type: "input_text", text: said }],
  });
  const tools = { type: "additional_tools", role: "developer", tools: [{ type: "custom", name: "exec" }] };
  const input = [
    { ...tools, id: "at_1" },
    text("developer", "You are Codex."),
    text("developer", "Be brief."),
    text("user", "hi"),
  ];
  const { fields } = adapt({ input }, {}, { instructions: "Of the config." });
  expect(fields).toMatchObject({ instructions: "You are Codex.\n\nBe brief.", input: [tools, text("user", "hi")] });
  const parts = {
    ...text("developer", ""),
    content: ["One.", "Two."].map((said) => ({ type: "input_text", text: said })),
  };
  expect(adapt({ input: [parts, text("user", "hi")] }).fields.instructions).toBe("One.\n\nTwo.");
  const nothingElse = adapt({ input: input.slice(0, 2) }, {}, { instructions: "Of the config." });
  expect(nothingElse.fields).toMatchObject({ instructions: "Of the config.", input: [tools, input[1]] });
});

test("what has no effect is left out silently, and all else is kept", () => {
  const silent = {
    metadata: {},
    truncation: "disabled",
    background: false,
    conversation: null,
    prompt: null,
    temperature: null,
    service_tier: "auto",
  };
  const kept = {
    parallel_tool_calls: false,
    tools: [{ type: "future" }],
    tool_choice: "auto",
    text: { verbosity: "low" },
    reasoning: { effort: "low", summary: "auto" },
    new_field: { x: 1 },
    prompt_cache_key: "key",
  };
  const { fields, warnings } = adapt({ ...silent, ...kept, service_tier: "priority", include: ["a"] });
  expect(warnings).toEqual([]);
  expect(fields).toMatchObject({ ...kept, service_tier: "priority", include: ["a", "reasoning.encrypted_content"] });
  expect("metadata" in fields || "truncation" in fields || "background" in fields).toBe(false);
  expect(adapt({ service_tier: "auto" }).fields).not.toHaveProperty("service_tier");
});

const user = { role: "user", content: "hi" };

describe("instructions are", () => {
  test("the client's, before its system messages, which become the developer's", () => {
    const { fields } = adapt(
      { instructions: "Own.", input: [{ role: "system", content: "Sys." }, user] },
      {},
      { instructions: "File." },
    );
    expect(fields).toMatchObject({ instructions: "Own.", input: [{ role: "developer", content: "Sys." }, user] });
  });

  test("else the leading system messages; later ones stay in place", () => {
    const first = [
      { type: "message", role: "system", content: [{ type: "input_text", text: "One." }] },
      { role: "developer", content: "Two." },
    ];
    const { fields } = adapt({ instructions: "  ", input: [...first, user, { role: "system", content: "Three." }] });
    expect(fields).toMatchObject({
      instructions: "One.\n\nTwo.",
      input: [user, { role: "developer", content: "Three." }],
    });
  });

  test("else the file's; a message with an image, or the only message, does not become instructions", () => {
    const picture = { role: "system", content: [{ type: "input_image", image_url: "data:" }] };
    const file = { instructions: "File." };
    expect(adapt({ input: [picture, user] }, {}, file).fields).toMatchObject({
      instructions: "File.",
      input: [{ ...picture, role: "developer" }, user],
    });
    expect(adapt({ input: [{ role: "system", content: "All." }] }, {}, file).fields).toMatchObject({
      instructions: "File.",
      input: [{ role: "developer", content: "All." }],
    });
  });
});

test("nothing refers to what is not stored", () => {
  const input = [
    { type: "message", id: "msg_1", role: "assistant", content: [{ type: "output_text", text: "a" }] },
    { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "secret" },
    { type: "reasoning", id: "rs_2", summary: [] },
    { type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: "{}" },
    { type: "item_reference", id: "msg_0" },
    { type: "function_call_output", id: "fco_1", call_id: "call_1", output: "x" },
    { type: "image_generation_call", id: "ig_1", status: "completed", result: "AAAA" },
    { type: "of_the_future", id: "x_1", more: 1 },
  ];
  const { fields, warnings } = adapt({ input });
  expect(fields.input).toEqual([
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "a" }] },
    { type: "reasoning", summary: [], encrypted_content: "secret" },
    { type: "function_call", call_id: "call_1", name: "f", arguments: "{}" },
    { type: "function_call_output", call_id: "call_1", output: "x" },
    { type: "image_generation_call", id: "ig_1", status: "completed", result: "AAAA" },
    { type: "of_the_future", more: 1 },
  ]);
  expect(warnings).toEqual(["input[4] (item_reference): openai-codex stores nothing, left out"]);
});

test.each([
  ["gpt-5-codex", "xhigh", "high"],
  ["gpt-5-codex", "minimal", "low"],
  ["gpt-5", "none", "minimal"],
  ["gpt-5-2025-08-07", "max", "high"],
  ["gpt-5.1-codex-mini", "low", "medium"],
  ["gpt-5.1-codex-max", "max", "xhigh"],
  ["gpt-5.2", "minimal", "low"],
])("%s has no effort %s and gets %s", (model, effort, sent) => {
  const { fields, warnings } = adapt({ reasoning: { effort, summary: "auto" } }, { model });
  expect(fields.reasoning).toEqual({ effort: sent, summary: "auto" });
  expect(warnings).toEqual([`reasoning_effort ${effort}: ${model} does not have it, ${sent} is sent`]);
});

test.each([
  ["gpt-5-codex", "high"],
  ["gpt-9", "max"],
  ["gpt-5", "odd"],
  ["gpt-5", null],
])("an effort that %s has, or may have (%s), stays", (model, effort) => {
  const { fields, warnings } = adapt({ reasoning: { effort } }, { model });
  expect([fields.reasoning, warnings]).toEqual([{ effort }, []]);
});

test("the session's id is the client's, else derived from its session", () => {
  expect(adapt({}, { session: "s" })).toMatchObject({
    fields: { prompt_cache_key: "s" },
    headers: { session_id: "s", conversation_id: "s" },
  });
  expect(adapt({ prompt_cache_key: "k" }).headers).toMatchObject({ session_id: "k", conversation_id: "k" });
  const headers = { session_id: "c", originator: "codex_vscode", "openai-beta": "other=1" };
  expect(adapt({}, { session: "s", headers }).headers).toEqual({
    accept: "text/event-stream",
    session_id: "c",
    conversation_id: "c",
    originator: "codex_vscode",
    "openai-beta": "other=1, responses=experimental",
  });
  expect(adapt({}, { session: "a\r\nb: ü".repeat(100) }).headers.session_id).toMatch(/^[\x20-\x7e]+$/);
});

test("any client's request becomes one that can be sent, and is not changed itself", () => {
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        type: fc.constantFrom("message", "reasoning", "item_reference", "x"),
        role: fc.constantFrom("system", "user", 1),
        content: fc.jsonValue(),
        id: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  const any = fc.oneof(fc.jsonValue(), fc.array(item));
  const names = fc.constantFrom(
    "input",
    "instructions",
    "include",
    "reasoning",
    "metadata",
    "store",
    "prompt_cache_key",
    "x",
  );
  fc.assert(
    fc.property(fc.dictionary(names, any), (fields) => {
      const before = JSON.stringify(fields);
      const adapted = createAdapt(
        codexBackend(ADDRESSES, ["a"]),
        [],
      )({ fields, model: "gpt-5", path: "/responses", headers: {}, session: null });
      expect(JSON.stringify(fields)).toBe(before);
      if ("refused" in adapted) throw new Error(adapted.refused.message);
      expect(adapted.fields).toMatchObject({ store: false, stream: true });
      expect(Array.isArray(adapted.fields.input)).toBe(true);
      expect(String(adapted.fields.instructions).trim()).not.toBe("");
      expect(adapted.fields.include).toContain("reasoning.encrypted_content");
      for (const text of adapted.headers) expect(text).toMatch(/^[\x20-\x7e]+$/);
    }),
  );
});
