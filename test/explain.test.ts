import { describe, expect, it } from "vitest";
import { explain } from "../generator/explain/explain.ts";
import { renderExplanation } from "../generator/terminal/render-explanation.ts";
import { irOf } from "./resolve/compile-config.ts";

const CONFIG = `backends:
  openai: { type: openai, models: [both], api_keys: ["\${A}", "\${B}"], extra: { temperature: 0.1, forced_seed: 7 } }
  groq: { type: groq, models: [both] }
  mock: { type: mock }
default_backend: groq
model_defaults: { "openai:gpt-4o": { temperature: 0.2, top_p: 0.9 } }
model_aliases:
  - { pattern: "^fast$", replacement: "groq:quick?temperature=0.5" }
  - { pattern: "^pair$", replacement: "groq:quick|mock:quick" }
  - { pattern: "^lots$", replacement: "[weight=3]groq:much^[weight=1,first]mock:some?seed=1^chain" }
  - { pattern: "^race$", replacement: "groq:now![handicap=2,ttft_timeout=1.5]mock:early![handicap=2]both" }
  - { pattern: "^small$", replacement: "[max_context=9000]pass" }
failover_routes:
  chain: ["openai.2:big", "both"]
  pass: ["[max_context=8000]mock:near", "groq:far"]
  turns: { policy: round-robin, elements: ["groq:a", "both", "mock:c"] }
  first-keys: { policy: k, elements: ["openai:a", "groq:b"] }
  each-once: { policy: m, elements: ["openai:a", "both"] }
  key-rounds: { policy: mk, elements: ["openai:a", "groq:b", "openai:c"] }
  all-keys: { policy: km, elements: ["openai:a", "groq:b"] }
`;
const ir = irOf(CONFIG);

function targets(model: string, config = CONFIG): readonly string[] {
  return explain(irOf(config), model).attempts.map(({ target }) => target);
}

it("shows the steps, the attempts and the lines that caused them", () => {
  expect(explain(ir, "fast?seed=1&nope=2")).toEqual({
    model: "fast?seed=1&nope=2",
    ok: true,
    selector: { kind: "single", branches: [{ backend: null, instance: null, model: "fast", params: { seed: 1 } }] },
    steps: [{ rule: "model_aliases", at: "config.yaml:8:16", from: "fast", to: "groq:quick?temperature=0.5" }],
    attempts: [
      {
        target: "groq:quick",
        params: { temperature: 0.5, seed: 1 },
        origin: "https://api.groq.com",
        at: "config.yaml:8:40",
      },
    ],
    warnings: [{ code: "unknown_parameter", message: "nope: unknown parameter, ignored" }],
  });
});

it("lists each key of a backend, and rotations from their first target", () => {
  const { steps, attempts } = explain(ir, "chain");
  expect(steps).toEqual([
    { rule: "failover_routes", at: "config.yaml:14:3", from: "chain", to: "openai.2:big|both" },
    { rule: "models", at: "config.yaml:2:36", from: "both", to: "openai:both|groq:both" },
  ]);
  expect(attempts.map(({ target }) => target)).toEqual(["openai.2:big", "openai.1:both", "openai.2:both", "groq:both"]);
});

it("merges parameters by precedence: defaults, model_defaults, the model string, forced values", () => {
  expect(explain(ir, "openai.1:gpt-4o?top_p=0.3&seed=1").attempts[0]?.params).toEqual({
    temperature: 0.2,
    top_p: 0.3,
    seed: 7,
  });
});

it("lets the client's parameters override those of an alias", () => {
  expect(explain(ir, "fast?temperature=0").attempts[0]?.params).toEqual({ temperature: 0 });
});

describe("a group", () => {
  const attempts = (model: string, config = CONFIG) =>
    explain(irOf(config), model).attempts.map(({ params, origin, ...rest }) => rest);

  it("weighted: as written, each attempt with its weight", () => {
    expect(attempts("lots")).toEqual([
      { target: "groq:much", weight: 3, at: "config.yaml:10:40" },
      { target: "mock:some", weight: 1, first: true, at: "config.yaml:10:60" },
      { target: "openai.2:big", weight: 1, at: "config.yaml:14:11" },
      { target: "openai.1:both", weight: 1, at: "config.yaml:2:36" },
      { target: "openai.2:both", weight: 1, at: "config.yaml:2:36" },
      { target: "groq:both", weight: 1, at: "config.yaml:3:32" },
    ]);
  });

  it("parallel: in starting order, the highest handicap first", () => {
    expect(attempts("race").slice(0, 2)).toEqual([
      { target: "mock:early", handicap: 2, ttft_timeout: 1.5, at: "config.yaml:11:49" },
      { target: "openai.1:both", handicap: 2, at: "config.yaml:2:36" },
    ]);
    expect(attempts("race").at(-1)).toEqual({ target: "groq:now", handicap: 0, at: "config.yaml:11:40" });
  });

  it("from a client: with the lines of its targets", () => {
    expect(attempts("groq:a^[weight=7]mock:b")).toEqual([
      { target: "groq:a", weight: 1, at: "config.yaml:3:3" },
      { target: "mock:b", weight: 7, at: "config.yaml:4:3" },
    ]);
    expect(attempts("groq:a![handicap=0.5]mock:b").map(({ target }) => target)).toEqual(["mock:b", "groq:a"]);
    expect(attempts("[max_context=5]groq:a|mock:b")).toEqual([
      { target: "groq:a", max_context: 5, at: "config.yaml:3:3" },
      { target: "mock:b", at: "config.yaml:4:3" },
    ]);
  });

  it("the smallest window applies", () => {
    const windows = (model: string) => attempts(model).map(({ max_context }) => max_context);
    expect(windows("pass")).toEqual([8000, undefined]);
    expect(windows("small")).toEqual([8000, 9000]);
    expect(windows("[max_context=100]small")).toEqual([100, 100]);
  });

  it("shows the replacement of an alias in its step", () => {
    expect(explain(ir, "lots").steps[0]).toEqual({
      rule: "model_aliases",
      at: "config.yaml:10:16",
      from: "lots",
      to: "[weight=3]groq:much^[weight=1,first]mock:some?seed=1^chain",
    });
    expect(explain(ir, "pass").steps[0]?.to).toBe("[max_context=8000]mock:near|groq:far");
  });

  it.each([
    ["turns", ["groq:a", "openai.1:both", "openai.2:both", "groq:both", "mock:c"]],
    ["first-keys", ["openai.1:a", "openai.2:a"]],
    ["each-once", ["openai.1:a", "openai.1:both"]],
    ["key-rounds", ["openai.1:a", "groq:b", "openai.1:c", "openai.2:a", "openai.2:c"]],
    ["all-keys", ["openai.1:a", "openai.2:a", "groq:b"]],
  ])("of failover_routes: %s orders its keys by its policy", (model, expected) => {
    expect(targets(model)).toEqual(expected);
  });

  it("in place of a client's model, whatever its kind", () => {
    const forced = (text: string) => `${CONFIG}force_model: "${text}"\n`;
    expect(attempts("fast", forced("[weight=2]mock:y^plain")).map(({ target, weight }) => [target, weight])).toEqual([
      ["mock:y", 2],
      ["groq:plain", 1],
    ]);
    expect(targets("mock:x", forced("a![handicap=1]b"))).toEqual(["mock:b", "mock:a"]);
    const fixed = `${CONFIG}static_route: "mock:y![handicap=3]chain"\n`;
    expect(targets("fast", fixed)).toEqual(["openai.2:big", "openai.1:both", "openai.2:both", "groq:both", "mock:y"]);
    for (const config of [forced("mock:y^mock:z"), forced("mock:y|mock:z"), fixed]) {
      expect(explain(irOf(config), "a|b").error).toEqual({
        code: "unsupported_construct",
        message: '"a" stands for a group, which cannot be part of another group. (At character 1 of the model string.)',
        status: 400,
      });
    }
  });
});

describe("what cannot be routed", () => {
  it.each([
    ["a|", "syntax_error", 400],
    ["a|b^c", "unsupported_construct", 400],
    ["[weight=0]a^b", "invalid_weight", 400],
    ["openai:", "invalid_leaf", 400],
  ])("%s does not parse", (model, code, status) => {
    const { ok, selector, error, attempts } = explain(ir, model);
    expect({ ok, selector, attempts }).toEqual({ ok: false, selector: undefined, attempts: [] });
    expect(error).toMatchObject({ code, status });
  });

  it.each([
    ["pair|groq:x", "unsupported_construct", 400, "failover"],
    ["groq:x^lots", "unsupported_construct", 400, "weighted"],
    ["groq:x!race", "unsupported_construct", 400, "parallel"],
    ["groq.2:x", "model_not_found", 404, "single"],
  ])("%s parses", (model, code, status, kind) => {
    const { ok, selector, error, attempts } = explain(ir, model);
    expect({ ok, attempts, kind: selector?.kind }).toEqual({ ok: false, attempts: [], kind });
    expect(error).toMatchObject({ code, status });
  });

  it("suggests similar names", () => {
    const bare = irOf('backends: { openai: { type: openai, models: ["llama3:8b"] } }');
    const message = (model: string) => explain(bare, model).error?.message;
    expect(message("opnai:x")).toBe('There is no backend "opnai". Did you mean "openai"?');
    expect(message("llama3:8x")).toBe('There is no backend "llama3". Did you mean "llama3:8b"?');
  });

  it("a prefix that is no backend belongs to the model", () => {
    const { selector, attempts } = explain(ir, "ft:gpt-4o:org::id?seed=1");
    const model = "ft:gpt-4o:org::id";
    expect(selector?.branches).toEqual([{ backend: null, instance: null, model, params: { seed: 1 } }]);
    expect(attempts).toMatchObject([{ target: `groq:${model}` }]);
  });

  it("still shows annotations", () => {
    const { ok, selector } = explain(ir, "[weight=2,first]groq.9:a^[max_context=5]b");
    expect(ok).toBe(false);
    const [first, second] = selector?.branches ?? [];
    expect(first).toEqual({ backend: "groq", instance: "9", model: "a", params: {}, weight: 2, first: true });
    expect(second).toEqual({ backend: null, instance: null, model: "b", params: {}, max_context: 5 });
  });

  it("a bare name without a default backend leads nowhere", () => {
    const bare = irOf("backends: { openai: { type: openai, models: [gpt-4o] } }");
    expect(explain(bare, "gpt-4").error).toEqual({
      code: "model_not_found",
      message: 'Nothing takes the model "gpt-4". Did you mean "gpt-4o"?',
      status: 404,
    });
  });
});

describe("force_model", () => {
  it("with a bare name keeps the client's backend or else uses the default one, without aliases, routes and lists", () => {
    const forced = `${CONFIG}force_model: both\n`;
    expect(targets("mock:x", forced)).toEqual(["mock:both"]);
    expect(targets("openai.2:x", forced)).toEqual(["openai.2:both"]);
    expect(targets("fast", forced)).toEqual(["groq:both"]);
  });

  it("with a prefix replaces both", () => {
    expect(targets("groq:x", `${CONFIG}force_model: "mock:y"\n`)).toEqual(["mock:y"]);
    expect(targets("groq:x", `${CONFIG}force_model: "mock:y|groq:z"\n`)).toEqual(["mock:y", "groq:z"]);
  });

  it("keeps the client's parameters unless it brings its own", () => {
    const params = (force: string) =>
      explain(irOf(`${CONFIG}force_model: "${force}"\n`), "x?seed=1&top_k=2").attempts[0]?.params;
    expect(params("mock:y")).toEqual({ seed: 1, top_k: 2 });
    expect(params("mock:y?seed=3")).toEqual({ seed: 3 });
  });
});

describe("static_route", () => {
  const fixed = `${CONFIG}static_route: "mock:y?seed=3"\n`;

  it("applies if the client names no backend, and its parameters override the client's one by one", () => {
    const { attempts, steps } = explain(irOf(fixed), "fast?seed=1&top_k=2");
    expect(attempts).toMatchObject([{ target: "mock:y", params: { seed: 3, top_k: 2 } }]);
    expect(steps).toEqual([
      { rule: "static_route", at: "config.yaml:21:15", from: "fast?top_k=2&seed=1", to: "mock:y?seed=3" },
    ]);
    expect(targets("groq:x", fixed)).toEqual(["groq:x"]);
  });
});

it("is readable", () => {
  const read = (model: string) => renderExplanation(explain(ir, model), { colour: false });
  expect(read("chain?seed=1&x=1")).toBe(`chain?seed=1&x=1
  failover_routes  chain → openai.2:big|both  config.yaml:14:3
  models           both → openai:both|groq:both  config.yaml:2:36
  attempt 1        openai.2:big with temperature=0.1, seed=7 at https://api.openai.com  config.yaml:14:11
  attempt 2        openai.1:both with temperature=0.1, seed=7 at https://api.openai.com  config.yaml:2:36
  attempt 3        openai.2:both with temperature=0.1, seed=7 at https://api.openai.com  config.yaml:2:36
  attempt 4        groq:both with seed=1 at https://api.groq.com  config.yaml:3:32
  warning: x: unknown parameter, ignored
`);
  expect(
    read("[weight=2,max_context=9]mock:a^[first]mock:b?seed=1"),
  ).toBe(`[weight=2,max_context=9]mock:a^[first]mock:b?seed=1
  attempt 1  [weight=2,max_context=9] mock:a  config.yaml:4:3
  attempt 2  [weight=1,first] mock:b with seed=1  config.yaml:4:3
`);
  expect(read("mock:a![handicap=0.5,ttft_timeout=3]mock:b")).toBe(`mock:a![handicap=0.5,ttft_timeout=3]mock:b
  attempt 1  [handicap=0.5,ttft_timeout=3] mock:b  config.yaml:4:3
  attempt 2  [handicap=0] mock:a  config.yaml:4:3
`);
  expect(read("nobody:x")).toBe(`nobody:x
  default_backend  nobody:x → groq:nobody:x  config.yaml:5:18
  attempt 1        groq:nobody:x at https://api.groq.com  config.yaml:5:18
`);
});
