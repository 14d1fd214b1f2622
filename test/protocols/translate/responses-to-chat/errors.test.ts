import { expect, test } from "vitest";
import { errorIn } from "../../../../runtime/failure/event-error.ts";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { kindOf } from "../../../../runtime/protocols/responses/stream/event-kind.ts";
import { eventsIn } from "../../../../runtime/protocols/sse/event-reader.ts";
import { backOf, eventsOf } from "../support/translate-responses.ts";

const role = { choices: [{ index: 0, delta: { role: "assistant" } }] };
const word = { choices: [{ index: 0, delta: { content: "A" } }] };

const ERRORS: readonly (readonly [
  title: string,
  event: JsonObject,
  name: string | null,
  status: number,
  code: string | null,
])[] = [
  [
    "of the API",
    {
      error: {
        message: "Slow down",
        type: "rate_limit_error",
        code: "rate_limit_exceeded",
        param: null,
        retry_after: 3,
      },
    },
    null,
    429,
    "rate_limit_exceeded",
  ],
  ["with a status for a code", { error: { message: "Slow down", code: 429 } }, null, 429, null],
  ["with its status beside it", { error: { message: "Slow down" }, status: 503 }, null, 503, null],
  ["in words", { error: "Slow down" }, null, 500, null],
  [
    "of Anthropic's kind",
    { type: "error", error: { type: "overloaded_error", message: "Slow down" } },
    null,
    529,
    "overloaded_error",
  ],
  [
    "of vLLM's kind",
    { object: "error", message: "Slow down", type: "BadRequestError", code: 400 },
    null,
    400,
    "BadRequestError",
  ],
  ["by the event's name", { message: "Slow down", code: "model_not_found" }, "error", 404, "model_not_found"],
  [
    "in a choice",
    {
      choices: [
        { index: 0, delta: { content: "" }, finish_reason: "error", error: { code: 502, message: "Slow down" } },
      ],
    },
    null,
    502,
    null,
  ],
];

test.each(ERRORS)(
  "an error %s before any output is an error event, and then a failed response",
  (_, event, name, status, code) => {
    const back = backOf();
    const begun = back.event(role, null);
    const text = back.event(event, name);
    const [read] = eventsIn(Buffer.from(text));
    expect(read?.event).toBe("error");
    expect(kindOf(read?.data ?? null, null)).toBe("error");
    expect(errorIn(read?.data ?? null)).toEqual({ status, code, message: "Slow down" });
    expect(JSON.parse(read?.data ?? "")).toMatchObject({
      type: "error",
      message: "Slow down",
      param: null,
      sequence_number: 2,
    });
    expect(eventsOf(begun + text).slice(-2)).toMatchObject([
      { type: "error" },
      { type: "response.failed", response: { status: "failed", error: { message: "Slow down" }, output: [] } },
    ]);
    expect([back.event(word, null), back.end()]).toEqual(["", ""]);
  },
);

test.each(ERRORS)(
  "an error %s after output is an error event, and the end of a failed response",
  (_, event, name, status) => {
    const back = backOf();
    const text = back.event(word, null) + back.event(event, name);
    const [error, last] = eventsOf(text).slice(-2);
    expect(error).toMatchObject({ type: "error", message: "Slow down", error: { message: "Slow down" } });
    expect(last).toMatchObject({
      type: "response.failed",
      response: {
        status: "failed",
        error: { code: expect.any(String), message: "Slow down" },
        output: [{ type: "message", status: "incomplete", content: [{ type: "output_text", text: "A" }] }],
      },
    });
    expect(errorIn(JSON.stringify(last))).toMatchObject({ status, message: "Slow down" });
    expect([back.event(word, null), back.end()]).toEqual(["", ""]);
  },
);

test("all members of an error are kept", () => {
  const error = {
    message: "Slow down",
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    param: "model",
    retry_after: 3,
  };
  const [early] = eventsOf(backOf().event({ error }, null));
  expect(early).toEqual({
    type: "error",
    error,
    code: "rate_limit_exceeded",
    message: "Slow down",
    param: "model",
    sequence_number: 0,
  });
});

test("a finish reason for an error becomes an error", () => {
  const text = backOf().event({ choices: [{ index: 0, delta: {}, finish_reason: "error" }] }, null);
  expect(text).toContain("event: error\n");
});

test.each([
  ["its status", { code: 429, message: "Slow down" }],
  ["its type", { type: "rate_limit_error", message: "Slow down" }],
  ["what is limited", { type: "tokens", message: "Slow down" }],
  ["Google's word", { code: 429, status: "RESOURCE_EXHAUSTED", message: "Slow down" }],
])("a rate limit has the API's code, by %s: clients wait for no other", (_, error) => {
  const failed = eventsOf(backOf().event({ error }, null)).at(-1);
  expect(failed).toMatchObject({ response: { error: { code: "rate_limit_exceeded", message: "Slow down" } } });
});

test("a quota that is used up is no rate limit", () => {
  const error = { type: "insufficient_quota", code: "insufficient_quota", message: "Pay" };
  expect(eventsOf(backOf().event({ error }, null)).at(-1)).toMatchObject({
    response: { error: { code: "insufficient_quota" } },
  });
});
