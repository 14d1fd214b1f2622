import { describe, expect, test } from "vitest";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { refusalOf } from "../../runtime/failure/refusal.ts";
import type { ClientApi } from "../../runtime/protocols/client-api.ts";
import { openaiApi } from "../../runtime/protocols/openai/client-api.ts";
import { sendStreamHead } from "../../runtime/relay/answer.ts";
import { toldError } from "../../runtime/relay/told-error.ts";
import { createHarness } from "../support/attempt-harness.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { fakeResponse } from "../support/fake-response.ts";

const JSON_TYPE = ["content-type", "application/json"];

function told(body: string, { status = 503, headers = JSON_TYPE, api = openaiApi, streaming = false } = {}) {
  const context = createHarness().contextFor({ stream: true }, fakeResponse());
  if (streaming) sendStreamHead(context);
  const answer = { status, headers: [...headers], body: Buffer.from(body) };
  const outcome: Outcome = refusalOf(answer, fakeClock());
  const { body: bytes, ...head } = toldError({ ...context, frontend: { ...context.frontend, api } }, answer, outcome);
  return { ...head, text: bytes.toString() };
}

describe("an error that has the form of the client's API", () => {
  test.each(['{"error":{"message":"no"}}', ' { "x": 1, "error": { "code": 429, "status": "X" } }\n'])(
    "goes down byte for byte: %s",
    (body) => {
      expect(told(body, { headers: ["x-a", "1", ...JSON_TYPE] })).toEqual({
        status: 503,
        headers: ["x-a", "1", ...JSON_TYPE],
        text: body,
      });
    },
  );
});

describe("an error of another form goes down in that of OpenAI, with the upstream's words", () => {
  test.each([
    ['{"error":"model is busy"}', "model is busy"],
    ['{"message":"no such model","code":"model_not_found"}', "no such model", "model_not_found"],
    ['{"detail":"Not Found"}', "Not Found"],
    ['[{"error":{"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","code":429}}]', "Quota exceeded"],
    ['{"object":"error","message":"too many","type":"BadRequestError"}', "too many"],
    ['{"reason":"none of the known words"}', '{"reason":"none of the known words"}'],
    ['"just text"', "just text"],
    ["upstream connect error\n", "upstream connect error"],
    [
      "<html>\n<head><title>502</title><style>b{}</style></head>\n<body><h1>502 Bad Gateway</h1>\n<hr>nginx</body></html>",
      "502 Bad Gateway nginx",
    ],
    ["", "The upstream answered with the status 503."],
    [" \n", "The upstream answered with the status 503."],
    ["<html></html>", "The upstream answered with the status 503."],
  ])("%s", (body, message, code: string | null = null) => {
    const { status, headers, text } = told(body, {
      headers: ["Content-Type", "1", "content-type", "text/html", "x-a", "1"],
    });
    expect([status, headers]).toEqual([503, ["Content-Type", "1", "x-a", "1", ...JSON_TYPE]]);
    expect(JSON.parse(text)).toEqual({ error: { message, type: "server_error", code, param: null } });
  });

  test.each([
    [400, "invalid_request_error"],
    [429, "rate_limit_error"],
    [500, "server_error"],
    [502, "upstream_error"],
  ])("a status %s has the type %s", (status, type) => {
    const answer = told("no", { status });
    expect([answer.status, JSON.parse(answer.text).error.type]).toEqual([status, type]);
  });

  test("of a long text, the beginning", () => {
    expect(JSON.parse(told("x".repeat(100_000)).text).error.message).toBe("x".repeat(4096));
  });

  test("a page that is never closed takes no time", () => {
    expect(JSON.parse(told("<head".repeat(100_000)).text).error.message).toBe("<head".repeat(819) + "<");
  });
});

describe("a compressed error that nobody has read", () => {
  const headers = ["content-encoding", "br", ...JSON_TYPE];

  test("goes down as it came", () => {
    expect(told("\x1b", { headers })).toEqual({ status: 503, headers, text: "\x1b" });
  });

  test("is told by its status in a stream", () => {
    expect(JSON.parse(told("\x1b", { headers, streaming: true }).text).error.message).toBe(
      "The upstream answered with the status 503.",
    );
  });
});

test("a client of another API gets an error of OpenAI's in its own form, with its own headers", () => {
  const api: ClientApi = {
    ...openaiApi,
    isOwnError: ({ type }) => type === "error",
    errorAnswer: ({ status, message }, requestId) => ({
      status: status === 503 ? 529 : status,
      headers: [...JSON_TYPE, "request-id", requestId],
      body: JSON.stringify({ type: "error", error: { type: "overloaded_error", message } }),
    }),
  };
  expect(told('{"error":{"message":"busy"}}', { api })).toEqual({
    status: 529,
    headers: [...JSON_TYPE, "request-id", "req_1"],
    text: '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}',
  });
  const own = '{"type":"error","error":{"type":"api_error","message":"x"}}';
  expect(told(own, { api })).toEqual({ status: 503, headers: JSON_TYPE, text: own });
});
