import { describe, expect, test } from "vitest";
import type { CompiledRouter, Failover, Params, Route, Settings, Target } from "../../runtime/contract.ts";
import { type Choice, createChoose } from "../../runtime/routing/choose.ts";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import { standInModel } from "../../runtime/routing/overrides.ts";
import { splitRoute } from "../../runtime/selector/route.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const backends = ["openai", "router"].map((name, index) => httpBackend(name, index));

function target(
  backend: string | null,
  model: string,
  params: Params | null = null,
  instance: number | null = null,
): Target {
  const found = backends.find(({ name }) => name === backend) ?? null;
  return { kind: "target", backend: found, instance, model, params, at: "config.yaml:9" };
}

const group = (source: Failover["source"], ...branches: Route[]): Failover => ({ kind: "failover", source, branches });

/** What `routes.ts` would have: prefixes, one failover route, and a bare name for the default backend. */
function locate(name: string): Route | null {
  if (name === "safe") return group("failover_routes", target("openai", "s"), target("router", "s", { seed: 1 }));
  const { backend, instance, model } = splitRoute(name);
  if (backend === null) return target(null, model);
  const found = backends.some((each) => each.name === backend);
  return found ? target(backend, model, null, instance === null ? null : Number(instance)) : null;
}

const aliases: Readonly<Record<string, Route>> = {
  fast: target("router", "quick", { temperature: 0.1, seed: 5 }),
  "openai:old": target("openai", "new"),
  both: group("selector", target("openai", "x"), target("router", "y", { top_p: 0.5 })),
};

function chooserOf(settings: Partial<Settings> = {}) {
  const router: CompiledRouter = {
    ...bareRouter(backends, settings),
    models: [{ id: "gpt-4o", owned_by: "openai" }],
    locate,
    route: (name) => aliases[name] ?? locate(name),
  };
  return createChoose(router, router.settings, createNotFound(router));
}

function shown(route: Route): string {
  if (route.kind !== "target") return `[${route.branches.map(shown).join(" ")}]`;
  const { backend, instance, model, params } = route;
  const prefix = backend === null ? "?" : backend.name + (instance === null ? "" : `.${instance}`);
  return `${prefix}:${model}${params === null ? "" : JSON.stringify(params).replaceAll('"', "")}`;
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
  ["openai:a^router:b", "unsupported_construct"],
  ["openai:a!router:b", "unsupported_construct"],
  ["[max_context=5]openai:a", "unsupported_construct"],
  ["openai:a|router:b^c", "unsupported_construct"],
  ["nowhere:a", "model_not_found"],
  ["openai:a|nowhere:b", "model_not_found"],
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
    ["forced", "nowhere:x", "model_not_found"],
    ["router:a|b", "x", "[router:a ?:b]"],
    ["router:a|b", "openai:x", "[router:a openai:b]"],
    ["forced", "openai:a|router:b", "[openai:forced router:forced]"],
  ])("%j for %j: %s", (forceModel, model, route) => {
    expect(outcome(chooserOf({ forceModel })(model))).toBe(route);
  });

  test("comes before static_route", () => {
    expect(outcome(chooserOf({ forceModel: "forced", staticRoute: "router:fixed" })("x"))).toBe("?:forced");
  });

  test("does not make a bad model string good", () => {
    expect(outcome(chooserOf({ forceModel: "forced" })("a|"))).toBe("syntax_error");
  });

  test.each([
    [null, null],
    ["forced?seed=1", "forced"],
    ["router:forced", "router:forced"],
    ["router:a|openai:b", "router:a"],
    ["router:a|b?seed=1", "b"],
  ])("%j: a request without a model asks for %j", (forceModel, standIn) => {
    const { settings } = bareRouter(backends, { forceModel });
    expect(standInModel(settings)).toBe(standIn);
  });

  test("of a group takes a request without a model too", () => {
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
    ["openai:x", "openai:x"],
    ["openai:old", "openai:new"],
    ["openai:x?seed=9", "openai:x{seed:9}"],
    ["openai:a|b", "[openai:a router:fixed{seed:1,top_p:0.5}]"],
  ])("for %j: %s", (model, route) => {
    expect(outcome(chooserOf({ staticRoute })(model))).toBe(route);
  });

  test("of a group stands for a bare name, and not for a part of a group", () => {
    const choose = chooserOf({ staticRoute: "openai:a|router:b" });
    expect(outcome(choose("x?seed=1"))).toBe("[openai:a{seed:1} router:b{seed:1}]");
    expect(outcome(choose("x|openai:y"))).toBe("unsupported_construct");
  });

  test("is not an alias", () => {
    expect(outcome(chooserOf({ staticRoute: "fast" })("x"))).toBe("?:fast");
  });
});

describe("what the client is told", () => {
  test("nothing where nothing was dropped", () => {
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

  test("the names near one that leads nowhere", () => {
    const choice = chooserOf()("opnai:a");
    expect(choice).toMatchObject({ ok: false, error: { status: 404, param: "model" } });
    expect(choice.ok ? "" : choice.error.message).toContain('"openai"');
  });

  test("which part of a group was refused", () => {
    const choice = chooserOf()("openai:a|both");
    expect(choice.ok ? "" : choice.error.message).toContain('"both"');
  });
});
