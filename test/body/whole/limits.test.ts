import { describe, expect, test } from "vitest";
import { DEEPEST, USUAL_LIMITS, wholeLimits } from "../../../runtime/body/whole/limits.ts";
import { tooMuch } from "../../../runtime/body/whole/too-much.ts";

const server = { host: "127.0.0.1", port: 8000, maxBodyBytes: 1 };

test("the limits are those of the config, or 4 MiB and 100,000 values", () => {
  expect(USUAL_LIMITS).toEqual({ bytes: 4 * 1024 * 1024, values: 100_000 });
  expect(wholeLimits(server)).toEqual(USUAL_LIMITS);
  expect(wholeLimits({ ...server, maxParsedBodyBytes: 7 })).toEqual({ ...USUAL_LIMITS, bytes: 7 });
  expect(wholeLimits({ ...server, maxParsedValues: 0 })).toEqual({ ...USUAL_LIMITS, values: 0 });
});

describe("a refusal names the limit", () => {
  test.each([
    ["long", 413, "body_too_large", /longer than the 7 bytes/],
    ["crowded", 400, "body_too_complex", /more than the 5 keys and values/],
    ["deep", 400, "body_too_complex", new RegExp(`deeper than the ${DEEPEST} levels`)],
  ] as const)("of a body that is too %s", (kind, status, code, words) => {
    const error = tooMuch(kind, { bytes: 7, values: 5 }, "body");
    expect(error).toMatchObject({ status, code });
    expect(error.message).toMatch(/^This request can only be sent if its body is parsed, and the body /);
    expect(error.message).toMatch(words);
  });
});
