import { describe, expect, it } from "vitest";
import { interpret } from "../../generator/interpret/interpret.ts";
import type { Route } from "../../runtime/contract/route.ts";
import { irOf } from "./compile-config.ts";

/**
 * Routes on one line: `a.2:m{"seed":1}@3`, rules behind a `~`; `(x | y)` for a failover of a selector, `[x | y]` for one
 * of failover_routes, with its policy if that is not the usual one; `{0 x y}` for a rotation; `<3 x ^ 1 first y>` and
 * `<0 x ! 2 ttft 5 y>` for weighted and parallel groups.
 */
function text(route: Route | null): string {
  if (route === null) return "null";
  switch (route.kind) {
    case "target": {
      const { backend, instance, model, params, rules, at } = route;
      const told = rules === null ? "" : `~${JSON.stringify(rules)}`;
      const where = `${backend?.name ?? "*"}${instance === null ? "" : `.${instance}`}`;
      return `${where}:${model}${params === null ? "" : JSON.stringify(params)}${told}@${at.replace("config.yaml:", "")}`;
    }
    case "failover": {
      const policy = route.policy === "ordered" ? "" : `${route.policy}: `;
      const inside = policy + route.branches.map(text).join(" | ");
      return route.source === "selector" ? `(${inside})` : `[${inside}]`;
    }
    case "rotation":
      return `{${route.counter} ${route.branches.map(text).join(" ")}}`;
    case "weighted":
      return `<${route.branches.map((one) => `${one.weight}${one.first ? " first" : ""} ${text(one.route)}`).join(" ^ ")}>`;
    case "parallel":
      return `<${route.branches
        .map(({ handicap, ttftTimeout, route: leg }) => {
          return `${handicap}${ttftTimeout === null ? "" : ` ttft ${ttftTimeout}`} ${text(leg)}`;
        })
        .join(" ! ")}>`;
  }
}

const CONFIG = `backends:
  a: { type: openai, models: [both, mine, "x:y"], api_keys: ["\${A}", "\${B}"] }
  b:
    type: vllm
    models:
      - two
      - both
      - two/b
  c: { type: groq, api_keys: "\${C_*}", models: [two] }
default_backend: b
failover_routes:
  r: ["a:m", "both?seed=1", "r", "b:n?top_k=2"]
  one: ["a.2:m"]
model_aliases:
  - { pattern: "^gpt-(.*)$", replacement: 'a:gpt-\\1?seed=3' }
  - { pattern: "^pair$", replacement: "r?temperature=1|c.99:z" }
  - { pattern: "^via-(.+)$", replacement: '\\1?seed=9' }
  - { pattern: "^maybe-(x)?", replacement: 'b:<\\1>' }
  - { pattern: "^mixed-(.*)", replacement: 'gone-\\1:m|b:k|zz.\\1:m' }
  - { pattern: "^gpt-5", replacement: "a:never" }
  - { pattern: "^a:old$", replacement: "a:new" }
`;
const { route, locate } = interpret(irOf(CONFIG));

describe("locate", () => {
  it.each([
    ["a:x", "a:x@2"],
    ["a.2:x/y:z", "a.2:x/y:z@2"],
    ["a.3:x", "null"],
    ["a.02:x", "null"],
    ["b.1:x", "null"],
    ["c.99:x", "c.99:x@9"],
    ["c.100:x", "null"],
    ["d:x", "*:d:x@10"],
    ["a.x:y", "*:a.x:y@10"],
    ["mine", "a:mine@2"],
    ["both", "{0 a:both@2 b:both@7}"],
    ["two", "{1 b:two@6 c:two@9}"],
    ["two/b", "b:two/b@8"],
    ["x:y", "a:x:y@2"],
    ["other", "*:other@10"],
    ["r", '[a:m@12 | {0 a:both{"seed":1}@2 b:both{"seed":1}@7} | *:r@12 | b:n{"top_k":2}@12]'],
    ["one", "a.2:m@13"],
    ["gpt-4o", "*:gpt-4o@10"],
    ["*", "*:*@10"],
  ])("%s", (name, expected) => {
    expect(text(locate(name))).toBe(expected);
  });
});

describe("route", () => {
  it.each([
    ["gpt-4o", 'a:gpt-4o{"seed":3}@15'],
    ["gpt-5", 'a:gpt-5{"seed":3}@15'],
    ["a:old", "a:new@21"],
    ["a:older", "a:older@2"],
    ["via-gpt-4o", '*:gpt-4o{"seed":9}@10'],
    ["via-b:q", 'b:q{"seed":9}@3'],
    [
      "via-r",
      '[a:m{"seed":9}@12 | {0 a:both{"seed":9}@2 b:both{"seed":9}@7} | *:r{"seed":9}@12 | b:n{"top_k":2,"seed":9}@12]',
    ],
    ["via-nobody:q", '*:nobody:q{"seed":9}@10'],
    ["via-a.9:q", "null"],
    ["maybe-x", "b:<x>@18"],
    ["maybe-y", "b:<>@18"],
    ["mixed-1", "(*:gone-1:m@10 | b:k@19 | *:zz.1:m@10)"],
    [
      "pair",
      '(a:m{"temperature":1}@12 | {0 a:both{"seed":1,"temperature":1}@2 b:both{"seed":1,"temperature":1}@7} | ' +
        '*:r{"temperature":1}@12 | b:n{"top_k":2,"temperature":1}@12 | c.99:z@16)',
    ],
    ["mine", "a:mine@2"],
  ])("%s", (name, expected) => {
    expect(text(route(name))).toBe(expected);
  });
});

it("takes the route * for every bare name without one of its own, but not for the elements of routes", () => {
  const star = interpret(
    irOf(`backends: { a: { type: openai, models: [m] }, b: { type: groq } }
failover_routes:
  "*": ["b:x", "m", "q"]
  own: ["a:y"]
`),
  );
  expect(text(star.locate("anything"))).toBe("[b:x@3 | a:m@1 | *:q@3]");
  expect(text(star.locate("m"))).toBe("[b:x@3 | a:m@1 | *:q@3]");
  expect(text(star.locate("own"))).toBe("a:y@4");
  expect(text(star.locate("a:z"))).toBe("a:z@1");
});

it("names the file if no line caused a target", () => {
  expect(interpret(irOf("backends: { a: { type: groq } }")).locate("m")).toMatchObject({
    backend: null,
    at: "config.yaml",
  });
});

describe("the whole language", () => {
  const { route, locate } = interpret(
    irOf(`backends:
  a: { type: openai, models: [both] }
  b: { type: groq, models: [both] }
default_backend: b
failover_routes:
  k: { policy: k, elements: ["a:x"], timeout: null }
  m: { policy: m, elements: ["a:x", "[max_context=9]b:y"] }
  km: { policy: km, elements: ["a:x", "b:y"] }
  mk: { policy: mk, elements: ["a:x", "both"], affinity: session, first_token_timeout: 3 }
  turns: { policy: round-robin, elements: ["a:x", "b:y"], stream_recovery: hold }
model_aliases:
  - { pattern: "^w(.)$", replacement: '[weight=3]a:\\1^[first]m^[weight=2,max_context=5]b:z?seed=1' }
  - { pattern: "^p(.)$", replacement: '[handicap=1.5]a:\\1![ttft_timeout=4]turns' }
  - { pattern: "^small$", replacement: '[max_context=4]m' }
  - { pattern: "^chain$", replacement: '[max_context=4]mk|a:y' }
`),
  );

  it.each([
    ["k", 'a:x~{"timeouts":{"total":null}}@6'],
    ["m", '[m: a:x@7 | b:y~{"maxContext":9}@7]'],
    ["km", "[a:x@8 | b:y@8]"],
    [
      "mk",
      '[mk: a:x~{"timeouts":{"firstToken":3},"affinity":"session"}@9 | ' +
        '{0 a:both~{"timeouts":{"firstToken":3},"affinity":"session"}@2 ' +
        'b:both~{"timeouts":{"firstToken":3},"affinity":"session"}@3}]',
    ],
    ["turns", '{1 a:x~{"streamRecovery":"hold"}@10 b:y~{"streamRecovery":"hold"}@10}'],
  ])("locates %s", (name, expected) => {
    expect(text(locate(name))).toBe(expected);
  });

  it.each([
    ["wq", '<3 a:q@12 ^ 1 first [m: a:x@7 | b:y~{"maxContext":9}@7] ^ 2 b:z{"seed":1}~{"maxContext":5}@12>'],
    ["pq", '<1.5 a:q@13 ! 0 ttft 4 {1 a:x~{"streamRecovery":"hold"}@10 b:y~{"streamRecovery":"hold"}@10}>'],
    ["small", '[m: a:x~{"maxContext":4}@7 | b:y~{"maxContext":4}@7]'],
  ])("routes %s", (name, expected) => {
    expect(text(route(name))).toBe(expected);
  });

  it("passes a smaller window down, and keeps inner rules", () => {
    const both = '~{"maxContext":4,"timeouts":{"firstToken":3},"affinity":"session"}';
    const lists = `{0 a:both${both}@2 b:both${both}@3}`;
    expect(text(route("chain"))).toBe(`([mk: a:x${both}@9 | ${lists}] | a:y@15)`);
  });
});
