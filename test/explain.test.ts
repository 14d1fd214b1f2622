import { describe, expect, it } from "vitest";
import { explain } from "../generator/explain.ts";
import { renderExplain } from "../generator/render-explain.ts";
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
failover_routes:
  chain: ["openai.2:big", "both"]
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
    { rule: "failover_routes", at: "config.yaml:11:3", from: "chain", to: "openai.2:big|both" },
    { rule: "models", at: "config.yaml:2:36", from: "both", to: "openai:both|groq:both" },
  ]);
  expect(attempts.map(({ target }) => target)).toEqual(["openai.2:big", "openai.1:both", "openai.2:both", "groq:both"]);
});

it("merges parameters by their precedence: defaults, model_defaults, the model string, what is forced", () => {
  expect(explain(ir, "openai.1:gpt-4o?top_p=0.3&seed=1").attempts[0]?.params).toEqual({
    temperature: 0.2,
    top_p: 0.3,
    seed: 7,
  });
});

it("lets the client's parameters win over those of an alias", () => {
  expect(explain(ir, "fast?temperature=0").attempts[0]?.params).toEqual({ temperature: 0 });
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
    ["a^b", "unsupported_construct", 400, "weighted"],
    ["[handicap=1]a!b", "unsupported_construct", 400, "parallel"],
    ["[max_context=9]a", "unsupported_construct", 400, "single"],
    ["pair|groq:x", "unsupported_construct", 400, "failover"],
    ["opnai:x", "model_not_found", 404, "single"],
    ["groq.2:x", "model_not_found", 404, "single"],
  ])("%s parses", (model, code, status, kind) => {
    const { ok, selector, error, attempts } = explain(ir, model);
    expect({ ok, attempts, kind: selector?.kind }).toEqual({ ok: false, attempts: [], kind });
    expect(error).toMatchObject({ code, status });
  });

  it("suggests what is near", () => {
    expect(explain(ir, "opnai:x").error?.message).toBe('There is no backend "opnai". Did you mean "openai"?');
  });

  it("shows annotations even so", () => {
    const [first, second] = explain(ir, "[weight=2,first]a^[max_context=5]b").selector?.branches ?? [];
    expect(first).toEqual({ backend: null, instance: null, model: "a", params: {}, weight: 2, first: true });
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
  it("with a bare name keeps the client's backend, else takes the default one, past aliases, routes and lists", () => {
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

  it("applies where the client names no backend, and its parameters win key by key", () => {
    const { attempts, steps } = explain(irOf(fixed), "fast?seed=1&top_k=2");
    expect(attempts).toMatchObject([{ target: "mock:y", params: { seed: 3, top_k: 2 } }]);
    expect(steps).toEqual([
      { rule: "static_route", at: "config.yaml:12:15", from: "fast?top_k=2&seed=1", to: "mock:y?seed=3" },
    ]);
    expect(targets("groq:x", fixed)).toEqual(["groq:x"]);
  });
});

it("reads well", () => {
  expect(renderExplain(explain(ir, "chain?seed=1&x=1"))).toBe(`chain?seed=1&x=1
  chain → openai.2:big|both   (failover_routes, config.yaml:11:3)
  both → openai:both|groq:both   (models, config.yaml:2:36)
  warning: x: unknown parameter, ignored
  1. openai.2:big?temperature=0.1&seed=7   (https://api.openai.com, config.yaml:11:11)
  2. openai.1:both?temperature=0.1&seed=7   (https://api.openai.com, config.yaml:2:36)
  3. openai.2:both?temperature=0.1&seed=7   (https://api.openai.com, config.yaml:2:36)
  4. groq:both?seed=1   (https://api.groq.com, config.yaml:3:32)`);
  expect(renderExplain(explain(ir, "nobody:x"))).toBe(`nobody:x
  error 404 model_not_found: There is no backend "nobody".`);
});
