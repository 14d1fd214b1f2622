import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorIn } from "../../runtime/failure/event-error.ts";
import { kindOf } from "../../runtime/protocols/chat/stream/event-kind.ts";
import type { EventKind } from "../../runtime/protocols/event-kind.ts";
import { isError } from "../../runtime/protocols/is-error.ts";
import { isObject } from "../../runtime/protocols/json/json-object.ts";

const chunk = (choice: object) => ({ object: "chat.completion.chunk", choices: [{ index: 0, ...choice }] });
const delta = (said: unknown) => chunk({ delta: said, finish_reason: null, logprobs: null });

describe("an event's kind", () => {
  test.each<[EventKind, string, unknown]>([
    ["start", "the role", delta({ role: "assistant" })],
    ["start", "the role with blanks", delta({ role: "assistant", content: "", refusal: null, tool_calls: [] })],
    ["start", "an empty delta", delta({})],
    ["start", "no delta", delta(null)],
    [
      "start",
      "labels and empty extras",
      delta({ name: "x", token: 7, provider_specific_fields: {}, audio: { id: "" } }),
    ],
    ["start", "usage without choices", { choices: [], usage: { total_tokens: 1 } }],
    ["start", "a first chunk of Azure's", { choices: [], id: "", model: "", prompt_filter_results: [{ index: 0 }] }],
    ["start", "a chunk whose choices are null", { object: "chat.completion.chunk", choices: null }],
    ["start", "usage alone", { usage: { total_tokens: 1 } }],
    ["start", "an error that is none", { error: null, choices: [] }],
    ["start", "a blank finish_reason", chunk({ delta: {}, finish_reason: "" })],
    ["start", "a blank text", { choices: [{ text: "", finish_reason: null }] }],
    ["start", "a ping", { type: "ping" }],
    ["start", "a keep-alive", { type: "keepalive" }],
    ["start", "a keep-alive with a hyphen", { type: "keep-alive" }],
    ["start", "a keep-alive with an underscore", { type: "keep_alive" }],
    ["start", "a heartbeat", { type: "heartbeat" }],
    ["start", "a text completion without choices", { object: "text_completion", system_fingerprint: "f" }],
    ["start", "an id and a type", delta({ id: "x", type: "message" })],
    ["output", "usage beside something unknown", { usage: { total_tokens: 1 }, answer: "a" }],
    ["start", "nothing", {}],
    ["output", "content", delta({ content: "a" })],
    ["output", "a space", delta({ content: " " })],
    ["output", "content in parts", delta({ content: [{ type: "text", text: "a" }] })],
    ["output", "reasoning_content", delta({ content: null, reasoning_content: "a" })],
    ["output", "reasoning", delta({ content: "", reasoning: "a" })],
    ["output", "reasoning of another name", delta({ content: "", thinking: "a" })],
    ["output", "a refusal", delta({ refusal: "a" })],
    ["output", "a tool call", delta({ tool_calls: [{ index: 0, id: "1", function: { name: "f", arguments: "" } }] })],
    ["output", "a function call", delta({ function_call: { name: "f", arguments: "" } })],
    ["output", "audio", delta({ audio: { data: "AAAA" } })],
    ["output", "text", { choices: [{ text: "a", finish_reason: null }] }],
    ["output", "content and the end", chunk({ delta: { content: "a" }, finish_reason: "stop" })],
    ["output", "a whole message", chunk({ message: { role: "assistant", content: "a" } })],
    ["output", "the second choice's", { choices: [{ delta: {} }, { delta: { content: "a" } }] }],
    ["output", "another protocol", { type: "response.created", response: { id: "r" } }],
    ["output", "yet another", { candidates: [{ content: {} }] }],
    ["end", "a finish_reason", chunk({ delta: {}, finish_reason: "stop" })],
    ["end", "a finish_reason of a text", { choices: [{ text: "", finish_reason: "length" }] }],
    ["error", "an error", { error: { message: "x" } }],
    ["error", "an error as text", { error: "x" }],
    [
      "error",
      "an error with choices",
      { error: { code: 502 }, choices: [{ delta: { content: "" }, finish_reason: "error" }] },
    ],
    ["error", "an error in a choice", { choices: [{ delta: {}, error: { code: 502 } }] }],
    ["error", "a finish that is an error", chunk({ delta: {}, finish_reason: "error" })],
    ["error", "an error of another protocol", { type: "error", message: "x" }],
    ["error", "an error of an older server", { object: "error", message: "x", code: 400 }],
  ])("%s: %s", (kind, _, value) => {
    expect(kindOf(JSON.stringify(value))).toBe(kind);
  });

  test.each<[EventKind, string | null, string | null]>([
    ["done", "[DONE]", null],
    ["done", " [DONE] ", null],
    ["start", null, null],
    ["start", "", null],
    ["start", null, "ping"],
    ["start", '{"time":"12:00"}', "ping"],
    ["output", '{"time":"12:00"}', "message"],
    ["error", "overloaded", "error"],
    ["error", null, "error"],
    ["malformed", "overloaded", null],
    ["malformed", '{"choices":[{"delta":{"cont', null],
    ["malformed", "[]", null],
    ["malformed", "null", null],
    ["malformed", "[DONE]x", null],
  ])("%s: data %j, event %j", (kind, data, event) => {
    expect(kindOf(data, event)).toBe(kind);
  });

  test("is reported with texts short enough for logs and patterns", () => {
    const long = "x".repeat(100_000);
    const { code, message } = errorIn(JSON.stringify({ error: { code: long, message: long } }));
    expect([code?.length, message?.length]).toEqual([100, 4096]);
    expect([errorIn(long).message?.length, errorIn(JSON.stringify({ error: long })).message?.length]).toEqual([
      4096, 4096,
    ]);
  });

  test("exists for any JSON", () => {
    const likely = fc.constantFrom(
      "choices",
      "delta",
      "content",
      "error",
      "finish_reason",
      "usage",
      "type",
      "__proto__",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, "", "x", 0, true),
        fc.array(tie("tree"), { maxLength: 2 }),
        fc.dictionary(likely, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const object = typeof value === "object" && value !== null && !Array.isArray(value);
        const first: unknown = Array.isArray(value) ? value[0] : null;
        const list = isObject(first) && isError(first);
        expect(kindOf(JSON.stringify(value)) === "malformed").toBe(!object && !list);
        expect(errorIn(JSON.stringify(value)).status).toBe(500);
      }),
    );
    expect(kindOf(`{"choices":[{"delta":{"content":${"[".repeat(50_000)}${"]".repeat(50_000)}}}]}`)).toBe("output");
  });
});

describe("an error event's", () => {
  test.each<[number, string, unknown]>([
    [429, "code in digits", { error: { code: 429 } }],
    [429, "code in digits as text", { error: { code: "429", message: "m" } }],
    [503, "status", { error: { status: 503, code: "x" } }],
    [502, "status beside it", { error: { message: "x" }, status: 502 }],
    [502, "status_code beside it", { error: "x", status_code: 502 }],
    [
      400,
      "own code where the error is the event",
      { object: "error", message: "x", type: "BadRequestError", code: 400 },
    ],
    [502, "code in a choice", { choices: [{ error: { code: 502 } }] }],
    [429, "rate limit", { error: { code: "rate_limit_exceeded", type: "requests" } }],
    [429, "rate limit by its type", { error: { code: null, type: "rate_limit_error" } }],
    [429, "quota", { error: { code: "insufficient_quota" } }],
    [429, "quota of Google's", { error: { status: "RESOURCE_EXHAUSTED" } }],
    [400, "context", { error: { code: "context_length_exceeded", type: "invalid_request_error" } }],
    [401, "key", { error: { code: "invalid_api_key", type: "invalid_request_error" } }],
    [404, "model", { error: { code: "model_not_found" } }],
    [529, "overload of Anthropic's", { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }],
    [500, "server error", { error: { type: "server_error", code: null } }],
    [500, "unknown code", { error: { code: "odd" } }],
    [500, "code that is no status", { error: { code: 20 } }],
    [500, "code of success", { error: { code: 200 } }],
    [500, "text", { error: "boom" }],
    [500, "silence", {}],
  ])("status is %i: %s", (status, _, value) => {
    expect(errorIn(JSON.stringify(value)).status).toBe(status);
  });

  test.each<[string | null, string | null, string | null]>([
    ['{"error":{"message":"m","code":"c","type":"t"}}', "c", "m"],
    ['{"error":{"message":"m","code":null,"type":"t"}}', "t", "m"],
    ['{"error":{"message":"m","code":429}}', null, "m"],
    ['{"error":{"message":1,"code":"429"}}', null, null],
    ['{"error":"m"}', null, "m"],
    ['{"error":"m","code":"c"}', "c", "m"],
    ['{"object":"error","message":"m","type":"BadRequestError"}', "BadRequestError", "m"],
    ["m", null, "m"],
    ["", null, null],
    [null, null, null],
  ])("words are the upstream's own: %j", (data, code, message) => {
    expect(errorIn(data)).toMatchObject({ code, message });
  });
});
