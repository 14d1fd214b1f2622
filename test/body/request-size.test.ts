import { describe, expect, test } from "vitest";
import { type Body, readModel } from "../../runtime/body/read-model.ts";
import { estimateTokens } from "../../runtime/body/size/estimate.ts";
import { createRequestSize } from "../../runtime/body/size/request-size.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";

function bodyOf(text: string): Body {
  const read = readModel(payloadOf([Buffer.from(text)]), null);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}

const PAD = "lorem ipsum ".repeat(1_000);
const estimated = (text: string): number => estimateTokens(payloadOf([Buffer.from(text)]));

describe.each([
  ["small", "lorem ipsum ".repeat(20)],
  ["large", PAD],
])("%s: the client states its size", (_, pad) => {
  const x = JSON.stringify(pad);
  test.each([
    ["as a number", "123456", 123456],
    ["as text", '"123456"', 123456],
    ["as nothing", "0", 0],
  ])("%s, and is trusted", (_what, value, tokens) => {
    const size = createRequestSize(bodyOf(`{"model":"m","x":${x},"request_context_tokens":${value}}`));
    expect(size.tokens()).toBe(tokens);
    expect(size.fits(tokens)).toBe(true);
    if (tokens > 0) expect(size.fits(tokens - 1)).toBe(false);
  });

  test.each(["-1", "1.5", '"1e3"', '""', "null", "[5]", "1e400", '"99999999999999999999"', "true"])(
    "as %s, which is not a size",
    (value) => {
      const text = `{"model":"m","x":${x},"request_context_tokens":${value}}`;
      expect(createRequestSize(bodyOf(text)).tokens()).toBe(estimated(text));
    },
  );

  test("with an escape, twice, or nested", () => {
    const escaped = `{"model":"m","x":${x},"request_context\\u005ftokens":77}`;
    expect(createRequestSize(bodyOf(escaped)).tokens()).toBe(77);
    const twice = `{"request_context_tokens":5,"model":"m","x":${x},"request_context_tokens":77}`;
    expect(createRequestSize(bodyOf(twice)).tokens()).toBe(77);
    const nested = `{"model":"m","x":${x},"metadata":{"request_context_tokens":77}}`;
    expect(createRequestSize(bodyOf(nested)).tokens()).toBe(estimated(nested));
  });
});

describe("the client does not state it", () => {
  const text = `{"model":"m","x":${JSON.stringify(PAD)}}`;

  test("no more bytes than the window has tokens: it fits", () => {
    const size = createRequestSize(bodyOf(text));
    expect(size.fits(text.length)).toBe(true);
    expect(size.fits(estimated(text))).toBe(true);
    expect(size.fits(estimated(text) - 1)).toBe(false);
  });

  test("a body that had to be parsed is estimated too", () => {
    const size = createRequestSize(bodyOf(`{"model":"a","x":${JSON.stringify(PAD)},"model":"m"}`));
    expect(Math.abs(size.tokens() - estimated(text))).toBeLessThan(5);
    expect(size.fits(size.tokens())).toBe(true);
    expect(size.fits(size.tokens() - 1)).toBe(false);
  });
});

describe("a window that is much smaller than the body", () => {
  const text = `{"model":"m","x":${JSON.stringify(PAD)}}`;

  test("ends the estimate there", () => {
    const most = 100;
    const found = estimateTokens(payloadOf([Buffer.from(text)]), most);
    expect(found).toBeGreaterThan(most);
    expect(found).toBeLessThan(most + 10);
  });

  test("does not decide about larger ones", () => {
    const size = createRequestSize(bodyOf(text));
    const all = estimated(text);
    const windows = [10, 1000, all - 1, all, 5, all + 1, 10];
    expect(windows.map((window) => size.fits(window))).toEqual(windows.map((window) => window >= all));
    expect(size.tokens()).toBe(all);
  });
});
