import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryHint } from "../../runtime/failure/retry-hint.ts";

const now = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const inHeaders = (fields: Record<string, string>) =>
  retryHint({ headers: Object.entries(fields).flat(), message: null, now });
const inText = (message: string) => retryHint({ headers: [], message, now });

describe("in headers", () => {
  test.each<[fields: Record<string, string>, ms: number | null]>([
    [{}, null],
    [{ "content-type": "application/json" }, null],
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": " 0.5 " }, 500],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "20s" }, 20_000],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" }, 20_000],
    [{ "retry-after": "Thursday, 01-Jan-26 00:00:20 GMT" }, 20_000],
    [{ "retry-after": "Thu Jan  1 00:00:20 2026" }, 20_000],
    [{ "retry-after": "Wed, 31 Dec 2025 23:59:00 GMT" }, 0],
    [{ "retry-after-ms": "120" }, 120],
    [{ "retry-after-ms": "1234.5" }, 1_234.5],
    [{ "retry-after-ms": "120", "retry-after": "2" }, 120],
    [{ "retry-after-ms": "soon", "retry-after": "2" }, 2_000],
    [{ "retry-after": "2", "x-ratelimit-reset-requests": "9s" }, 2_000],
    [{ "x-ratelimit-reset-requests": "1s" }, 1_000],
    [{ "x-ratelimit-reset-requests": "6m0s" }, 360_000],
    [{ "x-ratelimit-reset-tokens": "4m30.5s" }, 270_500],
    [{ "x-ratelimit-reset-tokens": "120ms" }, 120],
    [{ "x-ratelimit-reset-tokens": "1h2m3s" }, 3_723_000],
    [{ "x-ratelimit-reset-tokens": "7" }, 7_000],
    [{ "x-ratelimit-reset-tokens": "0s" }, 0],
    [{ "x-ratelimit-reset-tokens-minute": "7.5" }, 7_500],
    [{ "x-ratelimit-reset-requests": "9s", "x-ratelimit-reset-tokens": "3s" }, 3_000],
    [{ ...spent("requests", "9s"), ...left("tokens", "3s") }, 9_000],
    [{ ...left("requests", "1s"), ...spent("tokens", "6m0s") }, 360_000],
    [{ ...spent("requests", "9s"), ...spent("tokens", "3s") }, 9_000],
    [{ ...left("requests", "9s"), ...left("tokens", "3s") }, 3_000],
    [{ ...left("requests", "9s"), "x-ratelimit-reset-tokens": "soon" }, 9_000],
    [{ "x-ratelimit-reset": "20" }, 20_000],
    [{ "x-ratelimit-reset": String(now / 1000 + 20) }, 20_000],
    [{ "x-ratelimit-reset": String(now + 20_000) }, 20_000],
    [{ "x-ratelimit-reset": String(now - 20_000) }, 0],
    [{ "x-ratelimit-reset": "2026-01-01T00:00:20Z" }, 20_000],
    [{ "ratelimit-reset": "20" }, 20_000],
    [{ "x-ratelimit-reset": "20", ...left("tokens", "3s") }, 20_000],
    [{ "x-ratelimit-reset": "20", ...spent("tokens", "3s") }, 3_000],
  ])("%j: %s", (fields, ms) => {
    expect(inHeaders(fields)).toBe(ms);
  });

  test.each(["-1", "NaN", "Infinity", "-Infinity", "", " ", "1e3", "0x10", "1,5", "2 s or so", "tomorrow"])(
    "%j is no hint",
    (value) => {
      expect(inHeaders({ "retry-after": value, "x-ratelimit-reset-tokens": value, "x-ratelimit-reset": value })).toBe(
        null,
      );
    },
  );

  test.each(["172800", "99999999999999999999", "Fri, 01 Jan 2100 00:00:00 GMT", "9999h"])("%j is a day", (value) => {
    expect(inHeaders({ "retry-after": value })).toBe(DAY);
  });
});

describe("in a text", () => {
  test.each([
    ["Rate limit reached for gpt-4o. Please try again in 20s. Visit https://example.com/x for more.", 20_000],
    ["Limit 30000, Used 29000, Requested 2000. Please try again in 1.998s.", 1_998],
    ["Please try again in 6m0s.", 360_000],
    ["Please try again in 120ms.", 120],
    ["Please retry after 4m30s", 270_000],
    ["Please retry after 20 seconds. To increase your default rate limit visit x", 20_000],
    ["Please retry in 36.509s.", 36_509],
    ["Too many requests, try again in 1.5 seconds", 1_500],
    ["in 1.5 seconds", 1_500],
    ["Too fast: in 2 minutes", 120_000],
    ["Try again after 4 minutes and 30 seconds.", 270_000],
    ["Try again in 1 hour, 2 minutes", 3_720_000],
    ["Please wait 30 seconds.", 30_000],
    ["Your limit resets in about 2 min", 120_000],
    ['{"retry_after": 3}', 3_000],
    ["retry_after: 3", 3_000],
    ["Retry-After: 1.25", 1_250],
    ["retry_after=3", 3_000],
    ["please retry after 3 weeks", null],
    ["You sent 61 requests in 60 seconds, 60 are allowed", null],
    ["Limit: 60 in 1 minute. Try again in 5s", 5_000],
    ["Try again in 5 selections", null],
    ["Try again in a moment", null],
    ["Try again in -5s", null],
    ["", null],
  ])("%s: %s", (message, ms) => {
    expect(inText(message)).toBe(ms);
  });

  test("counts less than a header", () => {
    expect(retryHint({ headers: ["retry-after", "2"], message: "try again in 20s", now })).toBe(2_000);
    expect(retryHint({ headers: ["retry-after", "x"], message: "try again in 20s", now })).toBe(20_000);
    const resets = (fields: Record<string, string>) =>
      retryHint({ headers: Object.entries(fields).flat(), message: "try again in 20s", now });
    expect(resets(spent("tokens", "3s"))).toBe(3_000);
  });

  test("counts more than a header that does not show which limit is spent", () => {
    const headers = Object.entries(left("tokens", "3s")).flat();
    expect(retryHint({ headers, message: "try again in 20s", now })).toBe(20_000);
  });
});

const names = [
  "retry-after",
  "retry-after-ms",
  "x-ratelimit-reset",
  "x-ratelimit-reset-tokens",
  "x-ratelimit-remaining-tokens",
];
const values = fc.oneof(
  fc.string(),
  fc.double().map(String),
  fc.integer().map(String),
  fc.stringMatching(/^-?[\d.]{0,25}(ms|s|m|h|d)?[\d.]{0,5}s?$/),
  fc.date({ noInvalidDate: false }).map(String),
);

test("is null or from zero to a day, whatever is sent", () => {
  const headers = fc.array(fc.tuple(fc.constantFrom(...names), values)).map((pairs) => pairs.flat());
  const message = fc.option(
    fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom("try again in ", "retry_after: "), values).map((all) => all.join("")),
    ),
  );
  fc.assert(
    fc.property(headers, message, fc.integer({ min: 0, max: 4e12 }), (given, text, at) => {
      const hint = retryHint({ headers: given, message: text, now: at });
      expect(hint === null || (hint >= 0 && hint <= DAY)).toBe(true);
    }),
  );
});

// Steps that grow with the square of the length would not come to an end within the hour; the soak has a bound.
test("a text of any length is read in linear time", () => {
  const found = ["in ", "try again in 1", "1s", "retry_after: 9", "try again in 1m and "].map((text) =>
    inText(text.repeat(300_000)),
  );
  expect(found).toEqual([null, null, null, null, 60_000]);
  expect(inHeaders({ "retry-after": "1".repeat(300_000), "x-ratelimit-reset": "1s".repeat(300_000) })).toBe(DAY);
});

function spent(what: string, reset: string) {
  return { [`x-ratelimit-reset-${what}`]: reset, [`x-ratelimit-remaining-${what}`]: "0" };
}

function left(what: string, reset: string) {
  return { [`x-ratelimit-reset-${what}`]: reset, [`x-ratelimit-remaining-${what}`]: "17" };
}

describe("in fields of the error", () => {
  const inFields = (at: number | null, seconds: number | null, headers: readonly string[] = []) =>
    retryHint({ headers, message: null, resets: { at, in: seconds }, now });

  test.each<[at: number | null, seconds: number | null, ms: number | null]>([
    [null, 90, 90_000],
    [null, 0, 0],
    [now / 1000 + 60, null, 60_000],
    [now / 1000 - 60, null, 0],
    [now / 1000 + 60, 30, 30_000],
    [null, 999_999, DAY],
    [5, -1, null],
    [Number.NaN, null, null],
  ])("at %d, in %d: %d", (at, seconds, ms) => {
    expect(inFields(at, seconds)).toBe(ms);
  });

  test("a header about this limit comes first, one about other limits last", () => {
    expect(inFields(null, 90, ["retry-after", "2"])).toBe(2_000);
    expect(inFields(null, 90, ["x-ratelimit-reset-requests", "2"])).toBe(90_000);
  });
});

test.each<[fields: Record<string, string>, ms: number | null]>([
  [{ "x-codex-primary-used-percent": "100", "x-codex-primary-reset-after-seconds": "60" }, 60_000],
  [{ "x-codex-primary-used-percent": "99.5", "x-codex-primary-reset-after-seconds": "60" }, null],
  [{ "x-codex-primary-used-percent": "100", "x-codex-primary-reset-at": String(now / 1000 + 7) }, 7_000],
  [{ ...codexWindow("primary", "100", "60"), ...codexWindow("secondary", "100", "600") }, 600_000],
  [{ ...codexWindow("primary", "100", "60"), ...codexWindow("secondary", "3", "600") }, 60_000],
  [{ "x-codex-primary-used-percent": "100" }, null],
])("in the headers of a ChatGPT subscription: %j, %d", (fields, ms) => {
  expect(inHeaders(fields)).toBe(ms);
});

function codexWindow(name: string, used: string, reset: string): Record<string, string> {
  return { [`x-codex-${name}-used-percent`]: used, [`x-codex-${name}-reset-after-seconds`]: reset };
}
