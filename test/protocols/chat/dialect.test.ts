import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BodyFields } from "../../../runtime/body/body-fields.ts";
import { editsFor, withEdits } from "../../../runtime/body/edits.ts";
import { objectFields } from "../../../runtime/body/object-fields.ts";
import { readModel } from "../../../runtime/body/read-model.ts";
import { writeBody } from "../../../runtime/body/write-body.ts";
import type { Params } from "../../../runtime/contract/params.ts";
import { dialectOf } from "../../../runtime/protocols/chat/dialect/dialect-of.ts";
import { chatEndpoint } from "../../../runtime/protocols/chat/endpoint.ts";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { responsesEndpoint } from "../../../runtime/protocols/responses/endpoint.ts";
import { flatten, payloadOf } from "../../../runtime/wire/payload.ts";
import { httpBackend } from "../../support/router.ts";

const OLD = new Set(["together", "deepseek", "mistral", "ollama", "lmstudio"]);

interface Set {
  readonly defaults?: Params;
  readonly forced?: Params;
  readonly params?: Params;
}

/** The bytes that a backend of a type gets for a chat request. */
function sent(type: string, body: string, { defaults = {}, forced = {}, params }: Set = {}): string {
  const maxTokensField = OLD.has(type) ? "max_tokens" : "max_completion_tokens";
  const backend = httpBackend("b", 0, { type, maxTokensField, defaults, forced });
  const target = { backend, maxTokensField } as const;
  const read = readModel(payloadOf([Buffer.from(body)]), null);
  if (!read.ok) throw new Error(read.error.message);
  const set = editsFor({ target, frontend: chatEndpoint, model: "m", params: params ?? null });
  const dialect = dialectOf(backend);
  const written = writeBody(read.body, "m", dialect(chatEndpoint, new BodyFields(read.body), set));
  const text = written === null ? "" : flatten(written).toString();
  // What has been parsed, as after a translation, becomes the same.
  const fields = JSON.parse(body) as JsonObject;
  const parsed = withEdits({ ...fields, model: "m" }, dialect(chatEndpoint, objectFields(fields), set));
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(parsed)));
  return text;
}

const sentFields = (type: string, fields: object, set?: Set) => {
  const { model, messages, ...others } = JSON.parse(sent(type, JSON.stringify({ model: "m", ...fields }), set));
  return messages === undefined ? others : messages;
};

describe("the limit of tokens", () => {
  test.each<readonly [type: string, fields: object, expected: object]>([
    ["openai", { max_tokens: 9 }, { max_completion_tokens: 9 }],
    ["azure-openai", { max_tokens: 9 }, { max_completion_tokens: 9 }],
    ["openai", { max_completion_tokens: 9 }, { max_completion_tokens: 9 }],
    ["openai", { max_tokens: 9, max_completion_tokens: 8 }, { max_tokens: 9, max_completion_tokens: 8 }],
    ["openai", { max_tokens: null }, { max_tokens: null }],
    ...[...OLD].map((type) => [type, { max_completion_tokens: 9 }, { max_tokens: 9 }] as const),
    ["groq", { max_tokens: 9 }, { max_tokens: 9 }],
    ["groq", { max_completion_tokens: 9 }, { max_completion_tokens: 9 }],
    ["openai-compatible", { max_tokens: 9 }, { max_tokens: 9 }],
  ])("%s gets %j as %j", (type, fields, expected) => {
    expect(sentFields(type, fields)).toEqual(expected);
  });

  test("of the config or the model string keeps its rank", () => {
    expect(sentFields("openai", { max_tokens: 9 }, { defaults: { max_tokens: 5 } })).toEqual({
      max_completion_tokens: 9,
    });
    expect(sentFields("openai", { max_tokens: 9 }, { params: { max_tokens: 5 } })).toEqual({
      max_completion_tokens: 5,
    });
    expect(sentFields("openai", { max_tokens: 9 }, { forced: { max_tokens: 5 } })).toEqual({
      max_completion_tokens: 5,
    });
  });

  test("in a large body is found wherever it is, and everything else stays", () => {
    const long = JSON.stringify("x_tokens ".repeat(2000));
    const body = `{"messages":[{"role":"user","content":${long}}], "max_tokens" : 9,"model":"m","n":1.0}`;
    expect(sent("openai", body)).toBe(body.replace('"max_tokens" : 9', '"max_completion_tokens":9'));
    expect(sent("groq", body)).toBe(body);
  });
});

const system = (content: unknown) => ({ role: "system", content });
const developer = (content: unknown) => ({ role: "developer", content });
const user = (content: unknown) => ({ role: "user", content });
const parts = (text: string) => [{ type: "text", text }];

describe("system messages", () => {
  test.each([
    [
      [system("a"), user("b")],
      [system("a"), user("b")],
    ],
    [
      [developer("a"), user("b")],
      [system("a"), user("b")],
    ],
    [
      [system("a"), developer("b"), user("c")],
      [system("a\n\nb"), user("c")],
    ],
    [
      [system(parts("a")), system("b"), user("c")],
      [system([...parts("a"), ...parts("b")]), user("c")],
    ],
    [
      [user("a"), system("b"), user("c")],
      [user("a"), user("b"), user("c")],
    ],
    [
      [user("a"), developer("b")],
      [user("a"), user("b")],
    ],
    [
      [user('"system"'), user("system")],
      [user('"system"'), user("system")],
    ],
  ])("%j become %j", (messages, expected) => {
    expect(sentFields("vllm", { messages })).toEqual(expected);
    expect(sentFields("openrouter", { messages })).toEqual(expected);
    expect(sentFields("openai", { messages })).toEqual(messages);
  });

  test("are read only where a second one, or a late one, may be", () => {
    const body = `{"model":"m","messages":[ {"content":"s","role":"system"},{"role":"user","content":"é \\u00e9"} ]}`;
    expect(sent("vllm", body)).toBe(body);
    const long = JSON.stringify(`a ${'"system" '.repeat(2000)}`);
    const large = `{"model":"m","messages":[ {"role":"system","content":"s"},{"role":"user","content":${long}} ]}`;
    expect(sent("vllm", large)).toBe(large);
  });
});

describe("reasoning at OpenRouter", () => {
  test.each([
    [{ reasoning_effort: "low" }, {}, { effort: "low" }],
    [{ reasoning: { effort: "low" } }, {}, { effort: "low" }],
    [{ reasoning: { max_tokens: 9 }, reasoning_effort: "low" }, {}, { max_tokens: 9 }],
    [{ reasoning: { exclude: true }, reasoning_effort: "low" }, {}, { exclude: true, effort: "low" }],
    [{ include_reasoning: true }, {}, {}],
    [{ include_reasoning: false, reasoning_effort: "low" }, {}, { exclude: true, effort: "low" }],
    [{ include_reasoning: false, reasoning: { effort: "low" } }, {}, { effort: "low" }],
    [{ reasoning: { max_tokens: 9 } }, { params: { reasoning_effort: "high" } }, { effort: "high" }],
    [{ reasoning_effort: "low" }, { params: { reasoning_effort: "high" } }, { effort: "high" }],
    [{ reasoning_effort: "low" }, { defaults: { reasoning_effort: "high" } }, { effort: "low" }],
    [{ reasoning: { max_tokens: 9 } }, { defaults: { reasoning_effort: "high" } }, { max_tokens: 9 }],
    [{ reasoning: { enabled: false } }, { defaults: { reasoning_effort: "high" } }, { enabled: false }],
    [{ reasoning: { enabled: false } }, { forced: { reasoning_effort: "high" } }, { effort: "high" }],
    [{ include_reasoning: true }, { defaults: { reasoning_effort: "high" } }, { effort: "high" }],
    [{}, { defaults: { reasoning_effort: "high" } }, { effort: "high" }],
    [{ reasoning_effort: null }, {}, undefined],
    [{}, {}, undefined],
  ] as const)("%j with %j is sent as %j", (fields, set, reasoning) => {
    expect(sentFields("openrouter", fields, set)).toEqual(reasoning === undefined ? {} : { reasoning });
  });

  test("is left as it is for others", () => {
    const fields = { reasoning_effort: "low", include_reasoning: true };
    expect(sentFields("groq", fields)).toEqual(fields);
  });
});

test("any request becomes one, and the same whether it was parsed or spliced", () => {
  const value = fc.jsonValue({ maxDepth: 2 });
  const role = fc.constantFrom("system", "developer", "user", "assistant", 1);
  const messages = fc.array(fc.record({ role, content: value }));
  const names = ["reasoning", "reasoning_effort", "include_reasoning", "max_tokens", "max_completion_tokens"];
  const fields = fc.tuple(fc.dictionary(fc.constantFrom(...names), value), fc.option(messages));
  const type = fc.constantFrom("openai", "openrouter", "mistral", "vllm");
  fc.assert(
    fc.property(type, fields, (chosen, [others, list]) => {
      const body = { model: "m", ...others, ...(list !== null && { messages: list }) };
      sent(chosen, JSON.stringify(body), { params: { reasoning_effort: "low" } });
    }),
  );
});

test("requests of other protocols are left alone", () => {
  const request = objectFields({ max_tokens: 1, messages: [user("a"), system("b")] });
  expect(dialectOf(httpBackend("b", 0))(responsesEndpoint, request, [])).toEqual([]);
});
