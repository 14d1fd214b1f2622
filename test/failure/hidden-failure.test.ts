/** Answers whose status is a success, and what they are. */
import { afterEach, describe, expect, test } from "vitest";
import { hiddenFailure } from "../../runtime/failure/hidden-failure.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { completions } from "../../runtime/protocols/endpoints/completions.ts";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import type { Frontend } from "../../runtime/protocols/endpoints/frontend.ts";
import { moderations } from "../../runtime/protocols/endpoints/moderations.ts";
import { compact, inputTokens } from "../../runtime/protocols/endpoints/responses-tools.ts";
import { json } from "../../runtime/protocols/json/exact.ts";
import { answerFormOf } from "../../runtime/protocols/registry/answer-forms.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { fakeClock } from "../support/fake-clock.ts";

/** `null`, the reason, or the status and the upstream's words. */
function read(body: string | Buffer, frontend: Frontend = chatEndpoint): unknown {
  const outcome = hiddenFailure({ body: Buffer.from(body), form: answerFormOf(frontend), clock: fakeClock() });
  return outcome === null ? null : shown(outcome);
}

function shown(outcome: Outcome): unknown {
  if (outcome.kind === "invalid") return outcome.reason;
  return outcome.kind === "status" ? [outcome.status, outcome.message] : outcome.kind;
}

function without(answer: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== name));
}

const message = { role: "assistant", content: "hi" };
const choice = { index: 0, message, finish_reason: "stop" };
const chat = { id: "c", object: "chat.completion", created: 1, model: "m", choices: [choice] };
const response = { id: "r", object: "response", status: "completed", error: null, output: [] };
const call = { id: "a", type: "function", function: { name: "f", arguments: '{"error":{}}' } };

describe.each([
  ["chat", chatEndpoint, chat],
  ["responses", responsesEndpoint, response],
  ["completions", completions, { choices: [{ text: "", index: 0, finish_reason: "stop" }] }],
  ["embeddings", embeddings, { object: "list", data: [{ object: "embedding", index: 0, embedding: "AAAA" }] }],
  ["moderations", moderations, { id: "m", results: [{ flagged: false }] }],
  ["compaction", compact, { id: "r", object: "response.compaction", output: [{ type: "compaction" }] }],
  ["input tokens", inputTokens, { object: "response.input_tokens", input_tokens: 3 }],
] as const)("an answer of %s", (_, frontend, answer) => {
  test.each([
    ["as it is", answer],
    ["with `error: null` first", { error: null, ...answer }],
    ["with `error: null` last", { ...answer, error: null }],
    ["with members that nobody knows", { x: { y: [] }, ...answer, z: { error: null } }],
    ["with an object before it", { usage: { total_tokens: 1 }, ...answer }],
  ])("%s is one", (_, body) => {
    expect(read(JSON.stringify(body), frontend)).toBeNull();
    expect(read(`\ufeff\n ${JSON.stringify(body, null, 2)}\n`, frontend)).toBeNull();
  });

  test.each([
    ["an error behind it", { ...answer, error: { message: "no", code: 429 } }, [429, "no"]],
    ["an error before it", { error: { message: "no", code: 429 }, ...without(answer, "error") }, [429, "no"]],
    ["an error of words", { ...answer, error: "no" }, [500, "no"]],
    ["a list of errors in it", { ...answer, error: [{ message: "no" }] }, [500, "no"]],
  ])("with %s is an error", (_, body, expected) => {
    expect(read(JSON.stringify(body), frontend)).toEqual(expected);
  });

  test.each([
    ["", "cut"],
    [" \n\n", "cut"],
    ['{"id":"x","cho', "cut"],
    ["[{", "cut"],
    ["null", "protocol"],
    ["true", "protocol"],
    ["17", "protocol"],
    ['"overloaded"', "protocol"],
    ["Service unavailable", "protocol"],
    ["<html></html>", "protocol"],
    ["{}", "protocol"],
    ["[]", "protocol"],
    ['{"a":1}{"b":2}', "protocol"],
    [`[${JSON.stringify(answer)}]`, "protocol"],
    ['{"object":"list","data":[]}', "protocol"],
    ['{"choices":null}', "protocol"],
    ['{"choices":[],"usage":{"total_tokens":3}}', "protocol"],
    ['{"choices":[{"index":0,"finish_reason":"stop"}]}', "protocol"],
    ['{"output":null,"object":"response","status":"completed"}', "protocol"],
    ['{"error":{"message":"no","code":"rate_limit_exceeded"}}', [429, "no"]],
    ['{"choices":null,"error":{"message":"no"}}', [500, "no"]],
    ['{"choices":[],"id":"x","error":"no"}', [500, "no"]],
    ['{"type":"error","error":{"type":"overloaded_error","message":"no"}}', [529, "no"]],
    ['{"object":"error","message":"no","code":400}', [400, "no"]],
    ['[{"error":{"code":429,"message":"no","status":"RESOURCE_EXHAUSTED"}}]', [429, "no"]],
    ['{"detail":"no"}', [500, "no"]],
    ['{"detail":[{"loc":["body"],"msg":"no","type":"missing"}]}', [500, "no"]],
    ['{"detail":{"message":"no","code":429}}', [429, "no"]],
    ['{"errors":[{"message":"no","code":7003}],"success":false}', [500, "no"]],
    ['{"code":500,"msg":"no"}', [500, "no"]],
    ['{"code":"Throttling","message":"no","request_id":"x"}', [500, "no"]],
    ['{"message":"no"}', [500, "no"]],
    ['{"base_resp":{"status_code":1004,"status_msg":"no"},"choices":null}', [500, "no"]],
  ])("%s is none", (body, expected) => {
    expect(read(body, frontend)).toEqual(expected);
  });
});

describe("a chat completion", () => {
  const withChoice = (fields: Record<string, unknown>) =>
    JSON.stringify({ ...chat, choices: [{ ...choice, ...fields }] });

  test.each([
    ["no text", { message: { role: "assistant", content: "" } }],
    ["calls alone", { message: { role: "assistant", content: null, tool_calls: [call] } }],
    ["a refusal alone", { message: { role: "assistant", content: null, refusal: "no" } }],
    ["reasoning alone", { message: { role: "assistant", reasoning_content: "so" }, finish_reason: "length" }],
    ["the text of an error", { message: { role: "assistant", content: '{"error":{"message":"no"}}' } }],
    ["a token `error`", { logprobs: { content: [{ token: "error", logprob: 0, top_logprobs: [] }] } }],
    ["an error that is null", { error: null }],
  ])("with %s is an answer", (_, fields) => {
    expect(read(withChoice(fields))).toBeNull();
  });

  test.each([
    ["an error in its choice", { error: { code: 502, message: "no" } }, [502, "no"]],
    ["words for an error in its choice", { error: "no" }, [500, "no"]],
    ["a choice that ended with an error", { finish_reason: "error" }, [500, null]],
  ])("with %s is an error", (_, fields, expected) => {
    expect(read(withChoice(fields))).toEqual(expected);
  });

  test("with one choice of two that failed is an error", () => {
    const choices = [choice, { index: 1, message: null, error: { code: 429, message: "no" } }];
    expect(read(JSON.stringify({ ...chat, choices }))).toEqual([429, "no"]);
  });
});

describe("a response", () => {
  const withFields = (fields: Record<string, unknown>) => JSON.stringify({ ...response, ...fields });

  test.each([
    ["in the background", { status: "queued", background: true }],
    ["incomplete", { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }],
    ["failed because of its request", { status: "failed", error: { code: "invalid_prompt", message: "no" } }],
    ["whose text says that it failed", { output: [{ type: "message", status: "failed" }] }],
  ])("%s is an answer", (_, fields) => {
    expect(read(withFields(fields), responsesEndpoint)).toBeNull();
  });

  test.each([
    ["failed", { status: "failed", error: { code: "server_error", message: "no" } }, [500, "no"]],
    ["failed without a reason", { status: "failed" }, [500, null]],
  ])("%s is an error", (_, fields, expected) => {
    expect(read(withFields(fields), responsesEndpoint)).toEqual(expected);
  });
});

describe("the usual answer is not parsed", () => {
  const parse = json.parse;
  let parsed = 0;

  afterEach(() => {
    json.parse = parse;
  });

  function counted(body: string, frontend?: Frontend): number {
    parsed = 0;
    json.parse = (text) => {
      parsed++;
      return parse(text);
    };
    expect(read(body, frontend)).toBeNull();
    return parsed;
  }

  test.each([
    ["as it is", JSON.stringify(chat), 0],
    ["with white space around it", ` \n${JSON.stringify(chat, null, 2)} \r\n\t`, 0],
    ["with `error: null`", JSON.stringify({ ...chat, error: null }), 0],
    ["with `error: null` twice", JSON.stringify({ ...chat, error: null, x: { error: null } }, null, 2), 0],
    ["longer than its head", JSON.stringify({ ...chat, x: "y".repeat(5000) }), 0],
    ["unless another member is called error", JSON.stringify({ ...chat, x: { error: 1 } }), 1],
    ["unless the second error is not null", JSON.stringify({ ...chat, x: { error: null }, y: { error: 0 } }), 1],
    ["unless its choices come too late", JSON.stringify({ x: "y".repeat(600), ...chat }), 1],
  ])("%s", (_, body, times) => {
    expect(counted(body)).toBe(times);
  });

  test.each([
    [JSON.stringify(response), 0],
    [JSON.stringify({ ...response, x: "failed" }), 1],
  ])("%s of responses", (body, times) => {
    expect(counted(body, responsesEndpoint)).toBe(times);
  });
});
