import { describe, expect, test } from "vitest";
import type { Failover, Route, Target } from "../../runtime/contract/route.ts";
import type { CompiledRouter } from "../../runtime/contract/router.ts";
import type { Settings } from "../../runtime/contract/settings.ts";
import { type Choice, createChoose } from "../../runtime/routing/choose.ts";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import { standInModel } from "../../runtime/routing/overrides.ts";
import { splitRoute } from "../../runtime/selector/route.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const backends = ["openai", "router"].map((name, index) => httpBackend(name, index));

function target(
  backend: string | null,
  model: string,
  params: Target["params"] = null,
  instance: number | null = null,
): Target {
  const found = backends.find(({ name }) => name === backend) ?? null;
  return { kind: "target", backend: found, instance, model, params, rules: null, at: "config.yaml:9" };
}

function group(source: Failover["source"], ...branches: Route[]): Failover {
  return { kind: "failover", source, policy: "ordered", branches };
}

/** What `routes.ts` would have: prefixes, one failover route, and a bare name for the default backend. */
function locate(name: string): Route | null {
  if (name === "safe") return group("failover_routes", target("openai", "s"), target("router", "s", { seed: 1 }));
  const { backend, instance, model } = splitRoute(name);
  if (backend === null) return target(null, model);
  if (!backends.some((each) => each.name === backend)) return target(null, name);
  return instance !== "9" ? target(backend, model, null, instance === null ? null : Number(instance)) : null;
}

const aliases: Readonly<Record<string, Route>> = {
  fast: target("router", "quick", { temperature: 0.1, seed: 5 }),
  "openai:old": target("openai", "new"),
  both: group("selector", target("openai", "x"), target("router", "y", { top_p: 0.5 })),
  lots: {
    kind: "weighted",
    branches: [
      { route: target("openai", "x"), weight: 3, first: false },
      { route: target("router", "y"), weight: 1, first: true },
    ],
  },
  race: { kind: "parallel", branches: [{ route: target("openai", "x"), handicap: 1, ttftTimeout: null }] },
  tight: { ...target("router", "t"), rules: { maxContext: 100, affinity: "session" } },
};

function chooserOf(settings: Partial<Settings> = {}, canRace = true) {
  const router: CompiledRouter = {
    ...bareRouter(backends, settings),
    models: [{ id: "gpt-4o", owned_by: "openai" }],
    locate,
    route: (name) => aliases[name] ?? locate(name),
  };
  return createChoose(router, router.settings, { notFound: createNotFound(router), canRace });
}

const asText = (value: object | null): string => (value === null ? "" : JSON.stringify(value).replaceAll('"', ""));

function shown(route: Route): string {
  switch (route.kind) {
    case "weighted":
      return `[${route.branches.map((each) => each.weight + (each.first ? "first" : "") + "*" + shown(each.route)).join("^")}]`;
    case "parallel":
      return `[${route.branches.map((each) => `${each.handicap}/${each.ttftTimeout}*${shown(each.route)}`).join("!")}]`;
    case "target": {
      const { backend, instance, model, params, rules } = route;
      const prefix = backend === null ? "?" : backend.name + (instance === null ? "" : `.${instance}`);
      return `${prefix}:${model}${asText(params)}${asText(rules)}`;
    }
    default:
      return `[${route.branches.map(shown).join(" ")}]`;
  }
}

const outcome = (choice: Choice): string => (choice.ok ? shown(choice.route) : choice.error.code);

const plain: readonly (readonly [model: string, route: string])[] = [
  ["openai:gpt-4o", "openai:gpt-4o"],
  ["openai.2:gpt-4o", "openai.2:gpt-4o"],
  ["gpt-4o", "?:gpt-4o"],
  ["vendor/gpt:beta", "?:vendor/gpt:beta"],
  ["router:vendor/gpt:beta", "router:vendor/gpt:beta"],
  ["openai:gpt-4o?temperature=0", "openai:gpt-4o{temperature:0}"],
  ["fast", "router:quick{temperature:0.1,seed:5}"],
  ["fast?temperature=0.9", "router:quick{temperature:0.9,seed:5}"],
  ["openai:old?seed=1", "openai:new{seed:1}"],
  ["both", "[openai:x router:y{top_p:0.5}]"],
  ["both?seed=1", "[openai:x{seed:1} router:y{top_p:0.5,seed:1}]"],
  ["safe?seed=2", "[openai:s{seed:2} router:s{seed:2}]"],
  ["openai:a|router:b?seed=1|c", "[openai:a router:b{seed:1} ?:c]"],
  [" openai:a | fast ", "[openai:a router:quick{temperature:0.1,seed:5}]"],
  ["openai:a|safe", "[openai:a [openai:s router:s{seed:1}]]"],
  ["openai:a|both", "unsupported_construct"],
  ["both|both", "unsupported_construct"],
  ["openai:a^router:b", "[1*openai:a^1*router:b]"],
  ["[weight=3]openai:a?seed=1^[first]fast", "[3*openai:a{seed:1}^1first*router:quick{temperature:0.1,seed:5}]"],
  ["openai:a^safe", "[1*openai:a^1*[openai:s router:s{seed:1}]]"],
  ["openai:a!router:b", "[0/null*openai:a!0/null*router:b]"],
  ["[handicap=1.5]openai:a![ttft_timeout=2]b", "[1.5/null*openai:a!0/2*?:b]"],
  ["[max_context=5]openai:a", "openai:a{maxContext:5}"],
  ["[max_context=5]openai:a|router:b", "[openai:a{maxContext:5} router:b]"],
  ["[max_context=5,weight=2]openai:a^router:b", "[2*openai:a{maxContext:5}^1*router:b]"],
  ["[max_context=5]safe", "[openai:s{maxContext:5} router:s{seed:1}{maxContext:5}]"],
  ["[max_context=5]both", "[openai:x{maxContext:5} router:y{top_p:0.5}{maxContext:5}]"],
  ["[max_context=5]lots", "[3*openai:x{maxContext:5}^1first*router:y{maxContext:5}]"],
  ["[max_context=5]race", "[1/null*openai:x{maxContext:5}]"],
  ["[max_context=5]tight", "router:t{maxContext:5,affinity:session}"],
  ["[max_context=500]tight", "router:t{maxContext:100,affinity:session}"],
  ["lots?seed=1", "[3*openai:x{seed:1}^1first*router:y{seed:1}]"],
  ["lots", "[3*openai:x^1first*router:y]"],
  ["openai:a|lots", "unsupported_construct"],
  ["openai:a|race", "unsupported_construct"],
  ["openai:a^both", "unsupported_construct"],
  ["openai:a^lots", "unsupported_construct"],
  ["openai:a!both", "unsupported_construct"],
  ["race!lots", "unsupported_construct"],
  ["[weight=0]openai:a^b", "invalid_weight"],
  ["[max_context=x]openai:a", "invalid_max_context"],
  ["[handicap=-1]openai:a!b", "invalid_handicap"],
  ["[ttft_timeout=]openai:a!b", "invalid_ttft_timeout"],
  ["[weight=2]openai:a|b", "unsupported_construct"],
  ["[first]openai:a^[first]b", "unsupported_construct"],
  ["openai:a|router:b^c", "unsupported_construct"],
  ["nowhere:a", "?:nowhere:a"],
  ["openai.9:a", "model_not_found"],
  ["openai:", "invalid_leaf"],
  [":a", "invalid_leaf"],
  ["openai:a|", "syntax_error"],
  ["a\nb", "syntax_error"],
  [" ", "syntax_error"],
];
test.each(plain)("%j leads to %s", (model, route) => {
  expect(outcome(chooserOf()(model))).toBe(route);
});

describe("force_model", () => {
  test.each([
    ["forced", "anything", "?:forced"],
    ["forced", "fast", "?:forced"],
    ["forced", "router:x", "router:forced"],
    ["forced", "openai.2:x?seed=1", "openai.2:forced{seed:1}"],
    ["forced?top_p=1", "openai:x?seed=1", "openai:forced{top_p:1}"],
    ["forced", "x?seed=1", "?:forced{seed:1}"],
    ["router:forced", "openai:x?seed=1", "router:forced{seed:1}"],
    ["router:forced?top_p=1", "x?seed=1", "router:forced{top_p:1}"],
    ["fast", "openai:x", "openai:fast"],
    ["forced", "openai.9:x", "model_not_found"],
    ["forced", "nowhere:x", "?:forced"],
    ["ft:forced:a", "openai:x", "openai:ft:forced:a"],
    ["router:a|b", "x", "[router:a ?:b]"],
    ["router:a|b", "openai:x", "[router:a openai:b]"],
    ["forced", "openai:a|router:b", "[openai:forced router:forced]"],
    ["forced", "openai:a^router:b", "[1*openai:forced^1*router:forced]"],
    ["[weight=3]router:a^[first]b", "x?seed=1", "[3*router:a{seed:1}^1first*?:b{seed:1}]"],
    ["[handicap=2]router:a!b", "openai:x", "[2/null*router:a!0/null*openai:b]"],
    ["[max_context=9]b", "openai:x", "openai:b{maxContext:9}"],
    ["[max_context=9]b", "[max_context=5]openai:x", "openai:b{maxContext:5}"],
    ["router:a^b", "openai.9:x", "router:a"],
    ["router:a^b", "openai:x|openai:y", "unsupported_construct"],
    ["router:a!b", "openai:x^openai:y", "unsupported_construct"],
  ])("%j for %j: %s", (forceModel, model, route) => {
    expect(outcome(chooserOf({ forceModel })(model))).toBe(route);
  });

  test("takes precedence over static_route", () => {
    expect(outcome(chooserOf({ forceModel: "forced", staticRoute: "router:fixed" })("x"))).toBe("?:forced");
  });

  test("of a bare name names itself as the place that the target comes from", () => {
    expect(chooserOf({ forceModel: "forced" })("x")).toMatchObject({ route: { kind: "target", at: "force_model" } });
  });

  test("that is no model string stops the start", () => {
    expect(() => chooserOf({ forceModel: "a|" })).toThrow('"a|" is not a model string: ');
  });

  test("does not make an invalid model string valid", () => {
    expect(outcome(chooserOf({ forceModel: "forced" })("a|"))).toBe("syntax_error");
  });

  test.each([
    [null, null],
    ["forced?seed=1", "forced"],
    ["router:forced", "router:forced"],
    ["router:a|openai:b", "router:a"],
    ["router:a|b?seed=1", "b"],
  ])("%j: a request without a model gets %j", (forceModel, standIn) => {
    const { settings } = bareRouter(backends, { forceModel });
    expect(standInModel(settings)).toBe(standIn);
  });

  test("as a group applies to a request without a model too", () => {
    const settings = { forceModel: "router:a|b" };
    const standIn = standInModel(bareRouter(backends, settings).settings) ?? "";
    expect(outcome(chooserOf(settings)(standIn))).toBe("[router:a ?:b]");
  });
});

describe("static_route", () => {
  const staticRoute = "router:fixed?seed=1&top_p=0.5";

  test.each([
    ["x", "router:fixed{seed:1,top_p:0.5}"],
    ["fast", "router:fixed{seed:1,top_p:0.5}"],
    ["vendor/x:y", "router:fixed{seed:1,top_p:0.5}"],
    ["x?seed=9&temperature=0", "router:fixed{seed:1,temperature:0,top_p:0.5}"],
    ["ft:gpt:org::id", "router:fixed{seed:1,top_p:0.5}"],
    ["openai:x", "openai:x"],
    ["openai:old", "openai:new"],
    ["openai:x?seed=9", "openai:x{seed:9}"],
    ["openai:a|b", "[openai:a router:fixed{seed:1,top_p:0.5}]"],
  ])("for %j: %s", (model, route) => {
    expect(outcome(chooserOf({ staticRoute })(model))).toBe(route);
  });

  test("as a group applies to a bare name, and not to a part of a group", () => {
    const choose = chooserOf({ staticRoute: "openai:a|router:b" });
    expect(outcome(choose("x?seed=1"))).toBe("[openai:a{seed:1} router:b{seed:1}]");
    expect(outcome(choose("x|openai:y"))).toBe("unsupported_construct");
  });

  test.each([
    ["[weight=2]openai:a^router:b", "x?seed=1", "[2*openai:a{seed:1}^1*router:b{seed:1}]"],
    ["openai:a![handicap=1]router:b", "x", "[0/null*openai:a!1/null*router:b]"],
    ["[max_context=9]openai:a|router:b", "x", "[openai:a{maxContext:9} router:b]"],
    ["safe?seed=3", "x", "[openai:s{seed:3} router:s{seed:3}]"],
    ["openai:a^router:b", "openai:x", "openai:x"],
    ["openai:a^router:b", "x|openai:y", "unsupported_construct"],
  ])("%j for %j: %s", (composed, model, route) => {
    expect(outcome(chooserOf({ staticRoute: composed })(model))).toBe(route);
  });

  test("is not an alias", () => {
    expect(outcome(chooserOf({ staticRoute: "fast" })("x"))).toBe("?:fast");
  });
});

describe("the client's warnings and errors", () => {
  test("nothing if nothing was dropped", () => {
    expect(chooserOf()("openai:a")).toMatchObject({ warnings: [] });
    expect(chooserOf()("openai:a?seed=1")).toMatchObject({ warnings: [] });
  });

  test("each parameter that was dropped, and why", () => {
    const choice = chooserOf()("openai:a?temprature=1&seed=1|b?top_p=7");
    expect(outcome(choice)).toBe("[openai:a{seed:1} ?:b]");
    expect(choice).toMatchObject({
      warnings: ["temprature: unknown parameter, ignored", expect.stringMatching(/^top_p: must be .*, ignored$/)],
    });
  });

  test("similar names for one that leads nowhere", () => {
    const choice = chooserOf()("openai.9:a");
    expect(choice).toMatchObject({ ok: false, error: { status: 404, param: "model" } });
    expect(choice.ok ? "" : choice.error.message).toContain('"openai"');
  });

  test("which part of a group was rejected, and its position", () => {
    const choice = chooserOf()("openai:a|both");
    expect(choice).toMatchObject({ ok: false, error: { status: 400, param: "model" } });
    expect(choice.ok ? "" : choice.error.message).toMatch(/"both".*At character 10 /);
  });

  test.each([
    ["openai:a^[weight=0]b", 11],
    ["openai:a!b^c", 11],
    ["openai:a^", 9],
    ["[first]openai:a^[first]b", 17],
  ])("%j: the position of the mistake, character %i", (model, character) => {
    const choice = chooserOf()(model);
    expect(choice.ok ? "" : choice.error.message).toContain(`(At character ${character} of the model string.)`);
  });
});

test.each(["openai:a^router:b", "lots", "lots?seed=1", "openai:a!router:b"])(
  "%j: the cached result is the same each time, because nothing was drawn",
  (model) => {
    const choose = chooserOf();
    const first = choose(model);
    expect(choose(model)).toEqual(first);
    expect(first).toMatchObject({ ok: true, route: { kind: model.includes("!") ? "parallel" : "weighted" } });
  },
);

test("a group of a model string is tried in the order in which it was written", () => {
  expect(chooserOf()("openai:a|router:b")).toMatchObject({ route: { kind: "failover", policy: "ordered" } });
});

test("a race is refused where none is compiled in, and other groups are not", () => {
  const choose = chooserOf({}, false);
  const refused = choose("openai:a!openai:b");
  expect(refused).toMatchObject({ ok: false, error: { status: 400, code: "unsupported_construct", param: "model" } });
  expect(refused.ok ? "" : refused.error.message).toMatch(/^A!B is not compiled .+ with one\. \(At character 9 /);
  for (const model of ["openai:a|openai:b", "openai:a^openai:b", "openai:a"]) expect(choose(model).ok).toBe(true);
});
