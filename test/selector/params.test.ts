import { describe, expect, it } from "vitest";
import { PARAM_NAMES, parseQuery } from "../../runtime/selector/params.ts";

describe("form decoding", () => {
  it.each([
    ["", {}],
    ["&&", {}],
    ["temperature=0.2", { temperature: 0.2 }],
    ["temperature=0", { temperature: 0 }],
    ["temperature=+0.5", { temperature: 0.5 }],
    ["%74emperature=1%2E5", { temperature: 1.5 }],
    ["service_tier=a%20b", { service_tier: "a b" }],
    ["service_tier=a+b", { service_tier: "a b" }],
    ["service_tier=50%zz", { service_tier: "50%zz" }],
    ["service_tier=a=b", { service_tier: "a=b" }],
    ["seed=1&seed=2", { seed: 2 }],
    ["seed=1&seed=", { seed: 1 }],
    ["seed=x&seed=2", { seed: 2 }],
    ["seed=-3&verbosity=low&reasoning_effort=xhigh", { seed: -3, verbosity: "low", reasoning_effort: "xhigh" }],
  ])("%s", (query, params) => {
    expect(parseQuery(query, 0)).toEqual({ params, issues: [] });
  });

  it("turns broken UTF-8 into a value that is rejected, not into an exception", () => {
    expect(parseQuery("service_tier=%ff", 0).issues).toHaveLength(1);
  });
});

describe("ranges", () => {
  it.each([
    ["temperature", "2", true],
    ["temperature", "2.01", false],
    ["temperature", "-0.1", false],
    ["temperature", "NaN", false],
    ["temperature", "Infinity", false],
    ["temperature", "1e-1", true],
    ["temperature", "0x1", false],
    ["temperature", "", false],
    ["top_p", "1", true],
    ["top_p", "1.1", false],
    ["top_k", "1", true],
    ["top_k", "0", false],
    ["top_k", "1.5", false],
    ["max_tokens", "1", true],
    ["max_tokens", "-1", false],
    ["max_tokens", "9007199254740993", false],
    ["reasoning_effort", "minimal", true],
    ["reasoning_effort", "High", false],
    ["verbosity", "low", true],
    ["verbosity", "xhigh", false],
    ["seed", "-9007199254740991", true],
    ["seed", "1.0", false],
    ["service_tier", "flex", true],
    ["service_tier", "a\tb", false],
    ["presence_penalty", "-2", true],
    ["presence_penalty", "-2.1", false],
    ["frequency_penalty", "2", true],
    ["frequency_penalty", "3", false],
  ])("%s=%s", (name, value, ok) => {
    expect(parseQuery(`${name}=${encodeURIComponent(value)}`, 0).issues).toHaveLength(ok ? 0 : 1);
  });

  it("reads minus zero as zero", () => {
    expect(parseQuery("temperature=-0", 0).params.temperature).toBe(0);
  });
});

describe("issues", () => {
  it("have the position in the whole model string and the expected value", () => {
    expect(parseQuery("temprature=1&top_p=7&seed=1", 14)).toEqual({
      params: { seed: 1 },
      issues: [
        {
          kind: "unknown",
          name: "temprature",
          value: "1",
          expected: `one of ${PARAM_NAMES.join(", ")}`,
          offset: 14,
          length: 12,
        },
        { kind: "invalid", name: "top_p", value: "7", expected: "a number from 0 to 1", offset: 27, length: 7 },
      ],
    });
  });

  it.each(["__proto__", "constructor", "toString"])("%s is an unknown parameter like any other", (name) => {
    const { params, issues } = parseQuery(`${name}=1`, 0);
    expect(Object.keys(params)).toEqual([]);
    expect(issues.map((issue) => issue.kind)).toEqual(["unknown"]);
  });
});
