import { describe, expect, it } from "vitest";
import { parseSelector } from "../../runtime/selector/parse.ts";
import type { Branch } from "../../runtime/selector/selector.ts";

function parsed(text: string) {
  const result = parseSelector(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.selector;
}

function only(text: string): Branch {
  const branch = parsed(text).branches[0];
  if (branch === undefined) throw new Error("no branch");
  return branch;
}

describe("the route", () => {
  it.each([
    ["gpt-4o", null, null, "gpt-4o"],
    ["openai:gpt-4o", "openai", null, "gpt-4o"],
    ["openai.2:gpt-4o", "openai", "2", "gpt-4o"],
    ["open.ai.2:gpt-4o", "open", "ai.2", "gpt-4o"],
    ["vendor/model", null, null, "vendor/model"],
    ["vendor/model:beta", null, null, "vendor/model:beta"],
    ["openrouter:a/b:beta", "openrouter", null, "a/b:beta"],
    ["openai:gpt-4.1", "openai", null, "gpt-4.1"],
    ["gpt-4.1", null, null, "gpt-4.1"],
    ["ollama:llama3:8b", "ollama", null, "llama3:8b"],
    ["claude-sonnet-4[1m]", null, null, "claude-sonnet-4[1m]"],
    ["openai: gpt-4o", "openai", null, " gpt-4o"],
    ["openai:gpt-4o ?seed=1", "openai", null, "gpt-4o"],
  ])("%s", (text, backend, instance, model) => {
    expect(only(text)).toMatchObject({ backend, instance, model });
  });
});

describe("operators", () => {
  it.each([
    ["a|b|c", "failover", ["a", "b", "c"]],
    ["a ^ b", "weighted", ["a", "b"]],
    ["a!b", "parallel", ["a", "b"]],
    ["  a  ", "single", ["a"]],
    ["a?service_tier=x|b", "failover", ["a", "b"]],
    ["a[x|y", "failover", ["a[x", "y"]],
    // Brackets belong to a name where what they hold is no annotation.
    ["a[1m]|b[weights=1]", "failover", ["a[1m]", "b[weights=1]"]],
    ["a?service_tier=x%7Cy", "single", ["a"]],
  ])("%s", (text, kind, routes) => {
    const selector = parsed(text);
    expect(selector.kind).toBe(kind);
    expect(selector.branches.map((branch) => branch.route)).toEqual(routes);
  });

  it("reads the failures that a branch is there for", () => {
    const { branches } = parsed("a|[ON = Context + rate_limit+context , max_context=8]b");
    expect(branches.map(({ on }) => on)).toEqual([undefined, ["context", "rate_limit"]]);
    expect(only("[on=timeout]a").on).toEqual(["timeout"]);
  });

  it("keeps parameters and positions with their own branch", () => {
    const selector = parsed("a:x?seed=1 | [max_context=8]b:y?top_k=x");
    expect(selector.branches.map(({ params, offset, length }) => ({ params, offset, length }))).toEqual([
      { params: { seed: 1 }, offset: 0, length: 10 },
      { params: {}, offset: 13, length: 26 },
    ]);
    expect(selector.branches[1]?.issues).toEqual([
      { kind: "invalid", name: "top_k", value: "x", expected: "a whole number of at least 1", offset: 32, length: 7 },
    ]);
  });
});

describe("annotations", () => {
  it.each([
    ["[weight=2]a^b", { weight: 2 }],
    ["[ WEIGHT = 2 , First ]a^b", { weight: 2, first: true }],
    ["[first][weight=3][max_context=1000]a^b", { weight: 3, first: true, max_context: 1000 }],
    ["[first=yes]a^b", { first: true }],
    ["[backup]a^b", { backup: true }],
    ["[BACKUP=1, max_context=9][on=timeout]a^b", { backup: true, max_context: 9, on: ["timeout"] }],
    ["[max_context=128000]a", { max_context: 128000 }],
    ["[handicap=0,ttft_timeout=1.5]a!b", { handicap: 0, ttft_timeout: 1.5 }],
    ["[handicap=.5]a!b", { handicap: 0.5 }],
  ])("%s", (text, expected) => {
    const { weight, first, backup, max_context, handicap, ttft_timeout, on } = only(text);
    expect({ weight, first, backup, max_context, handicap, ttft_timeout, on }).toEqual({ ...expected });
  });

  it("leaves keys that were not written absent", () => {
    expect(Object.keys(only("[weight=2]a^b"))).not.toContain("first");
  });
});

describe("errors", () => {
  it.each([
    ["", "syntax_error", 0, 0],
    ["   ", "syntax_error", 0, 3],
    ["a|", "syntax_error", 1, 1],
    ["a||b", "syntax_error", 1, 2],
    ["|a", "syntax_error", 0, 1],
    ["a\nb", "syntax_error", 1, 1],
    ["gpt-4o\n", "syntax_error", 6, 1],
    ["a\u2028", "syntax_error", 1, 1],
    ["a\u0085", "syntax_error", 1, 1],
    ["[weight=2", "syntax_error", 0, 9],
    ["a^[weight=2", "syntax_error", 2, 9],
    ["a|b^c", "unsupported_construct", 3, 1],
    ["a!b|c", "unsupported_construct", 3, 1],
    ["[]a^b", "unsupported_construct", 0, 2],
    ["[weight=1,]a^b", "unsupported_construct", 9, 2],
    ["[,weight=1]a^b", "unsupported_construct", 0, 2],
    ["[heavy=1]a^b", "unsupported_construct", 1, 7],
    ["[__proto__]a^b", "unsupported_construct", 1, 9],
    ["[weight=1,weight=1]a^b", "unsupported_construct", 10, 8],
    ["[weight=1][WEIGHT=1]a^b", "unsupported_construct", 11, 8],
    ["[weight=1] a^b", "unsupported_construct", 10, 1],
    ["a:x[weight=2]^b", "unsupported_construct", 3, 10],
    ["a:[ First ]x^b", "unsupported_construct", 2, 9],
    ["a^b[max_context=9,weight=1]?seed=1", "unsupported_construct", 3, 24],
    ["[weight=1]^b", "unsupported_construct", 0, 10],
    ["[weight=1]a|b", "unsupported_construct", 1, 8],
    ["[first]a", "unsupported_construct", 1, 5],
    ["[first=no]a^b", "unsupported_construct", 1, 8],
    ["[first]a^[first]b", "unsupported_construct", 9, 8],
    ["[backup]a", "unsupported_construct", 1, 6],
    ["a|[backup]b", "unsupported_construct", 3, 6],
    ["a![backup]b", "unsupported_construct", 3, 6],
    ["[backup=no]a^b", "unsupported_construct", 1, 9],
    ["a^[backup,weight=2]b", "unsupported_construct", 2, 18],
    ["a^[first][backup]b", "unsupported_construct", 2, 16],
    ["[backup]a^[backup]b", "unsupported_construct", 0, 9],
    ["a^[on=timeout]b", "unsupported_construct", 2, 13],
    ["[on=timeout]a^[backup]b", "unsupported_construct", 0, 13],
    ["[handicap=1]a^b", "unsupported_construct", 1, 10],
    ["[weight=0]a^b", "invalid_weight", 1, 8],
    ["[weight]a^b", "invalid_weight", 1, 6],
    ["[weight=-0.5]a^b", "invalid_weight", 1, 11],
    ["[weight=0.0]a^b", "invalid_weight", 1, 10],
    ["[weight=1|2]a^b", "invalid_weight", 1, 10],
    ["[weight=99999999999999999999]a^b", "invalid_weight", 1, 27],
    ["[max_context=-1]a", "invalid_max_context", 1, 14],
    ["[handicap=inf]a!b", "invalid_handicap", 1, 12],
    ["[handicap=-1]a!b", "invalid_handicap", 1, 11],
    ["[ttft_timeout=]a!b", "invalid_ttft_timeout", 1, 13],
    ["[on]a", "invalid_on", 1, 2],
    ["a|[on=]b", "invalid_on", 3, 3],
    ["a|[on=slow]b", "invalid_on", 3, 7],
    ["a|[on=context+]b", "invalid_on", 3, 11],
    ["a|[on=context,timeout]b", "unsupported_construct", 14, 7],
    ["[on=context]a|b", "unsupported_construct", 0, 13],
    ["a^[on=context]b", "unsupported_construct", 2, 13],
    ["a!b![on=context]c", "unsupported_construct", 5, 10],
    ["openai:", "invalid_leaf", 0, 7],
    [":gpt-4o", "invalid_leaf", 0, 7],
    ["openai.:gpt-4o", "invalid_leaf", 0, 14],
    [".2:gpt-4o", "invalid_leaf", 0, 9],
    ["a|?seed=1", "invalid_leaf", 2, 1],
    ["openai:?seed=1", "invalid_leaf", 0, 8],
  ])("%j", (text, code, offset, length) => {
    expect(parseSelector(text)).toMatchObject({ ok: false, error: { code, offset, length } });
  });

  it("rejects more than 1,024 characters and accepts 1,024", () => {
    expect(parseSelector("a".repeat(1024)).ok).toBe(true);
    expect(parseSelector("a".repeat(1025))).toMatchObject({ ok: false, error: { code: "syntax_error" } });
  });
});

it("a race of too many branches is rejected at the first excess branch", () => {
  const race = (legs: number) => Array.from({ length: legs }, (_, i) => `b:m${i}`).join("!");
  expect(parseSelector(race(16)).ok).toBe(true);
  const parsed = parseSelector(race(18));
  expect(parsed).toMatchObject({ ok: false, error: { code: "unsupported_construct", offset: race(16).length + 1 } });
  expect(parseSelector(race(18).replaceAll("!", "|")).ok).toBe(true);
});
