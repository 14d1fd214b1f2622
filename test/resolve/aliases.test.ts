import { describe, expect, it } from "vitest";
import { readPattern } from "../../generator/regexp/read-pattern.ts";
import { shapeOf } from "../../generator/regexp/shape.ts";

import { findingsOf, irOf } from "./compile-config.ts";

describe("shapes", () => {
  it.each([
    ["^gpt-4o$", { kind: "exact", name: "gpt-4o" }],
    ["gpt-4\\.1\\Z", { kind: "exact", name: "gpt-4.1" }],
    ["^gpt-", { kind: "prefix", prefix: "gpt-", rest: null }],
    ["^gpt-.*", { kind: "prefix", prefix: "gpt-", rest: null }],
    ["^gpt-(?:.*)$", { kind: "prefix", prefix: "gpt-", rest: null }],
    ["^gpt-(.*)$", { kind: "prefix", prefix: "gpt-", rest: 1 }],
    ["^gpt-(?P<rest>.*)", { kind: "prefix", prefix: "gpt-", rest: 1 }],
    ["^(.*)$", { kind: "prefix", prefix: "", rest: 1 }],
    ["^gpt-(.+)$", { kind: "regexp", prefix: "gpt-" }],
    ["^gpt-(.*?)", { kind: "regexp", prefix: "gpt-" }],
    ["^gpt-4.1$", { kind: "regexp", prefix: "gpt-4" }],
    ["^gpts?-", { kind: "regexp", prefix: "gpt" }],
    ["^gpt{2}", { kind: "regexp", prefix: "gp" }],
    ["^gpt|x", { kind: "regexp", prefix: "" }],
    ["^(gpt-4o)$", { kind: "regexp", prefix: "" }],
    ["^gpt-(?=.*)", { kind: "regexp", prefix: "gpt-" }],
    ["^a$\\d?", { kind: "regexp", prefix: "a" }],
  ])("%s", (pattern, shape) => {
    const read = readPattern(pattern);
    expect(read.ok && shapeOf(read.tree)).toEqual(shape);
  });
});

const HEAD = "backends: { a: { type: openai, api_keys: ['${A}', '${B}'] } }\ndefault_backend: a\n";

function targets(pattern: string, replacement: string) {
  const ir = irOf(`${HEAD}model_aliases:\n  - { pattern: '${pattern}', replacement: '${replacement}' }\n`);
  return ir.aliases[0]?.leaves.map(({ target }) => target);
}

describe("replacements", () => {
  it.each([
    ["^gpt-(.*)$", "a:x-\\1", [{ kind: "backend", backend: "a", instance: null, model: ["x-", { group: 1 }] }]],
    ["^(.*)$", "a.2:\\g<0>", [{ kind: "backend", backend: "a", instance: 2, model: [{ group: 0 }] }]],
    ["^(?P<n>.*)$", "a:\\g<n>$1", [{ kind: "backend", backend: "a", instance: null, model: [{ group: 1 }, "$1"] }]],
    ["^(.)(.)", "\\1:\\2", [{ kind: "open", route: [{ group: 1 }, ":", { group: 2 }] }]],
    ["^x", "y\\\\\\\\z", [{ kind: "open", route: ["y\\\\z"] }]],
    [
      "^(x)",
      "\\1|a:y",
      [
        { kind: "open", route: [{ group: 1 }] },
        { kind: "backend", backend: "a", instance: null, model: ["y"] },
      ],
    ],
  ])("%s to %s", (pattern, replacement, expected) => {
    expect(targets(pattern, replacement)).toEqual(expected);
  });

  it.each([
    ["^gpt-.*$", "a:\\1", 'missing-group@4 "\\\\1"'],
    ["^(x)$", "a:y-\\14", 'missing-group@4 "\\\\14"'],
    ["^(x)$", "a:\\g<n>", 'missing-group@4 "\\\\g<n>"'],
    ["^(x)$", "a:\\q", 'bad-selector@4 "\\\\q"'],
    ["^(x)$", "a:y?service_tier=\\1", 'unsupported-selector@4 "\\\\1"'],
    ["^(x$", "a:\\1", 'bad-regexp@4 "("'],
    ["^x$", "a:y?sed=1", 'unknown-parameter@4 "sed=1"'],
  ])("%s to %s is invalid", (pattern, replacement, finding) => {
    const text = `${HEAD}model_aliases:\n  - { pattern: '${pattern}', replacement: '${replacement}' }\n`;
    expect(findingsOf(text)).toEqual([finding]);
  });
});

it.each([
  ["a:x", "single", [{}]],
  ["[max_context=9]a:x", "single", [{ max_context: 9 }]],
  ["a:x|[max_context=9]\\1", "failover", [{}, { max_context: 9 }]],
  ["[weight=3]a:x^[first,weight=2]a.2:\\1^y", "weighted", [{ weight: 3 }, { first: true, weight: 2 }, {}]],
  [
    "[handicap=0.5,ttft_timeout=2]a:x![Handicap=0]\\1",
    "parallel",
    [{ handicap: 0.5, ttft_timeout: 2 }, { handicap: 0 }],
  ],
])("keeps the operator and the annotations of %s", (replacement, kind, annotations) => {
  const ir = irOf(`${HEAD}model_aliases:\n  - { pattern: '^(x)', replacement: '${replacement}' }\n`);
  expect(ir.aliases).toMatchObject([{ kind }]);
  expect(ir.aliases[0]?.leaves.map((leaf) => leaf.annotations)).toEqual(annotations);
});
