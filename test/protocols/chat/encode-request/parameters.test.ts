/** What is neither a message nor a tool: which of it a chat backend gets, by what it supports. */
import { describe, expect, test } from "vitest";
import type { Ask } from "../../../../runtime/protocols/model/ask.ts";
import { encode, encoded, parametersOf, refusedWith } from "../../support/encoded-chat-request.ts";
import { chatBackend } from "../../translate/support/translate-responses.ts";

const own = (members: object): Partial<Ask> => ({ extras: { family: "openai", members: { ...members } } });
const openai = chatBackend("openai");
const openrouter = chatBackend({ type: "openrouter" });

test("members that chat has too are passed on, except null", () => {
  const members = { user: "u", logit_bias: {}, something_new: 1, nothing: null };
  expect(parametersOf(own(members))).toEqual({ user: "u", logit_bias: {}, something_new: 1 });
});

test("members that chat does not have are left out", () => {
  const members = {
    background: false,
    client_metadata: {},
    context_management: [],
    conversation: null,
    include: [],
    max_output_tokens: null,
    max_tool_calls: null,
    messages: [],
    metadata: {},
    previous_response_id: "resp_1",
    prompt: null,
    prompt_cache_key: "k",
    prompt_cache_options: {},
    prompt_cache_retention: "24h",
    reasoning: {},
    safety_identifier: "s",
    service_tier: "auto",
    store: true,
    stream_options: {},
    text: {},
    top_logprobs: 0,
    truncation: "disabled",
  };
  expect(encoded(own(members)).warnings).toEqual([]);
  expect(parametersOf(own(members))).toEqual({});
});

test("messages under chat's own name do not replace those of the request", () => {
  const made = encode(own({ messages: "odd" }));
  expect(made).toMatchObject({ kind: "encoded", fields: { messages: [{ role: "user", content: "Hi" }] } });
});

test("an invalid limit is left to the server, under its own name for it", () => {
  expect(parametersOf(own({ max_output_tokens: "9" }))).toEqual({ max_tokens: "9" });
  expect(parametersOf(own({ max_output_tokens: "9" }), openai)).toEqual({ max_completion_tokens: "9" });
  expect(parametersOf({ ...own({ max_output_tokens: "9" }), limit: 7 })).toEqual({ max_tokens: 7 });
});

describe("what only OpenAI's models know", () => {
  const members = {
    text: { verbosity: "low" },
    prompt_cache_key: "k",
    prompt_cache_options: { mode: "explicit" },
    prompt_cache_retention: "24h",
    safety_identifier: "s",
  };
  const written = {
    verbosity: "low",
    prompt_cache_key: "k",
    prompt_cache_options: { mode: "explicit" },
    prompt_cache_retention: "24h",
    safety_identifier: "s",
  };

  test("goes to servers that have them", () => {
    expect(parametersOf(own(members), openai)).toEqual(written);
    expect(parametersOf(own(members), openrouter)).toEqual(written);
    expect(encoded(own(members), openai).warnings).toEqual([]);
  });

  test("is left out elsewhere, with a warning about what would be missed", () => {
    expect(parametersOf(own(members))).toEqual({});
    expect(encoded(own(members)).warnings).toEqual(["text.verbosity: not a parameter of local, ignored"]);
    expect(encoded(own({ text: { verbosity: null } })).warnings).toEqual([]);
  });
});

test.each([
  [{ store: true }, { store: true }],
  [{ store: false }, { store: false }],
  [{ metadata: { a: "b" } }, { store: true, metadata: { a: "b" } }],
  [
    { metadata: { a: "b" }, store: true },
    { store: true, metadata: { a: "b" } },
  ],
  [{ metadata: { a: "b" }, store: false }, { store: false }],
  [{ metadata: {} }, {}],
  [{ metadata: "a", store: null }, {}],
])("%j is stored by OpenAI alone", (members, expected) => {
  expect(parametersOf(own(members), openai)).toEqual(expected);
  expect(parametersOf(own(members), openrouter)).toEqual({});
});

test.each([
  ["auto", []],
  ["default", []],
  [null, []],
  ["flex", ["service_tier: not a parameter of local, ignored"]],
])("a service tier of %s goes to servers that have tiers", (service_tier, warnings) => {
  const written = service_tier === null ? {} : { service_tier };
  for (const backend of [openai, openrouter, chatBackend({ type: "groq" })]) {
    expect(parametersOf(own({ service_tier }), backend)).toEqual(written);
    expect(encoded(own({ service_tier }), backend).warnings).toEqual([]);
  }
  expect(parametersOf(own({ service_tier }))).toEqual({});
  expect(encoded(own({ service_tier })).warnings).toEqual(warnings);
});

test.each([
  [{ include: ["message.output_text.logprobs"] }, { logprobs: true }],
  [
    { include: ["message.output_text.logprobs"], top_logprobs: 0 },
    { logprobs: true, top_logprobs: 0 },
  ],
  [{ top_logprobs: 3 }, { logprobs: true, top_logprobs: 3 }],
  [{ top_logprobs: 0 }, {}],
  [{ top_logprobs: "3" }, {}],
])("log probabilities: %j", (members, expected) => {
  expect(parametersOf(own(members))).toEqual(expected);
});

test.each([
  [null, {}],
  [{ kind: "text" }, {}],
  [{ kind: "json" }, { type: "json_object" }],
  [
    { kind: "schema", name: "n", schema: undefined, strict: null, extras: null },
    { type: "json_schema", json_schema: { name: "n" } },
  ],
  [
    {
      kind: "schema",
      name: "n",
      schema: {},
      strict: false,
      extras: { family: "openai", members: { description: "d", name: "x" } },
    },
    { type: "json_schema", json_schema: { description: "d", name: "n", schema: {}, strict: false } },
  ],
  [{ kind: "foreign", family: "openai", value: { type: "grammar" } }, { type: "grammar" }],
  [{ kind: "foreign", family: "google", value: { type: "grammar" } }, {}],
] as const)("the format %j", (format, written) => {
  const expected = Object.keys(written).length === 0 ? {} : { response_format: written };
  expect(parametersOf({ format })).toEqual(expected);
});

test("a stream is asked for with its usage, and at OpenAI with its obfuscation", () => {
  const options = (include_obfuscation?: boolean) => ({
    ...own({ stream_options: { include_obfuscation } }),
    stream: true,
  });
  const plain = { stream: true, stream_options: { include_usage: true } };
  expect(parametersOf({ stream: true }, openai)).toEqual(plain);
  expect(parametersOf(options(), openai)).toEqual(plain);
  expect(parametersOf(options(false))).toEqual(plain);
  expect(parametersOf(options(false), openai)).toEqual({
    stream: true,
    stream_options: { include_usage: true, include_obfuscation: false },
  });
});

test("an effort of an odd type is left to the server", () => {
  expect(parametersOf(own({ reasoning: { effort: 7 } }))).toEqual({ reasoning_effort: 7 });
  expect(
    parametersOf({ ...own({ reasoning: { effort: 7 } }), reasoning: { effort: "low", budget: null, shown: true } }),
  ).toEqual({
    reasoning_effort: "low",
  });
});

describe("a warning", () => {
  test.each([
    [
      { include: ["file_search_call.results", 7, "reasoning.encrypted_content"] },
      ["include[0] (file_search_call.results)", "include[1] (?)"],
    ],
    [{ truncation: "auto" }, ["truncation"]],
    [{ max_tool_calls: 3 }, ["max_tool_calls"]],
    [{ context_management: [{ type: "compaction" }] }, ["context_management"]],
  ])("of %j", (members, names) => {
    expect(encoded(own(members)).warnings).toEqual(
      names.map((name) => `${name}: not a parameter of /chat/completions, ignored`),
    );
  });

  test("of a parameter comes before one of a tool", () => {
    const tools = [{ kind: "foreign", family: "openai", value: { type: "web_search" }, place: "tools[0]" }] as const;
    expect(encoded({ ...own({ truncation: "auto" }), tools }).warnings).toEqual([
      "truncation: not a parameter of /chat/completions, ignored",
      "tools[0] (web_search): not available at local, left out",
    ]);
  });
});

test.each([
  [{ background: true }, "background: local answers chat completions, which cannot run in the background."],
  [{ conversation: "conv_1" }, "conversation: local keeps no conversations. Send the items in input."],
  [{ prompt: { id: "pmpt_1" } }, "prompt: local keeps no prompt templates. Send instructions and input."],
])("%j is rejected: it would mean something else without it", (members, message) => {
  expect(refusedWith(own(members))).toBe(message);
  expect(encode(own(members))).toMatchObject({
    kind: "refused",
    error: { code: "unsupported_parameter", param: Object.keys(members)[0] },
  });
  expect(refusedWith({ extras: { family: "google", members } })).toBeNull();
});
