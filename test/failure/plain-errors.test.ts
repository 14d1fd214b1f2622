import { expect, test } from "vitest";
import { anyErrors } from "../../runtime/failure/error-reader.ts";
import { plainErrors } from "../../runtime/failure/plain-errors.ts";
import { faultAnswer, missing, refusal } from "../../runtime/upstream/mock/failure.ts";
import { fakeClock } from "../support/fake-clock.ts";

const clock = fakeClock();
const statuses = Array.from({ length: 200 }, (_, index) => 400 + index);
const codes = [null, "context_length_exceeded", "insufficient_quota", "content_filter", "of_our_own", "x".repeat(200)];
const retries = [null, 0, 0.25, 1, 86_400];

test("the errors of mocks are read as those of real upstreams are", () => {
  const answers = [
    missing("model"),
    refusal(404, "Invalid URL (POST /v1/x)", null, null),
    ...statuses.flatMap((status) =>
      codes.flatMap((code) => retries.map((retryAfter) => faultAnswer(status, code, retryAfter))),
    ),
  ];
  for (const { status, headers, words, tail } of answers) {
    const answer = { status, headers: [...headers], body: Buffer.from(words.join("") + tail) };
    expect(plainErrors.refusalOf(answer, clock)).toEqual(anyErrors.refusalOf(answer, clock));
  }
});

test.each([
  [
    "of a failed response",
    '{"type":"response.failed","response":{"error":{"code":"server_error","message":"broken"}}}',
    { status: 500, code: "server_error", message: "broken" },
  ],
  [
    "of a chunk",
    '{"error":{"message":"broken","type":"server_error","code":null}}',
    { status: 500, code: "server_error", message: "broken" },
  ],
  ["that says nothing", null, { status: 500, code: null, message: null }],
])("an error event %s", (_, data, error) => {
  expect(plainErrors.errorIn(data)).toEqual(error);
  expect(anyErrors.errorIn(data)).toEqual(error);
  if (data === null) return;
  expect(plainErrors.refusalIn(data, clock)).toEqual(anyErrors.refusalIn(data, clock));
});
