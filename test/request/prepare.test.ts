/** From a request's bytes to the attempts that its route leaves, without sockets. */
import { describe, expect, test } from "vitest";
import type { Route } from "../../runtime/contract/route.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import { moderations } from "../../runtime/protocols/endpoints/moderations.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import { prepare } from "../../runtime/request/prepare.ts";
import { targetName } from "../../runtime/targets/attempt.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import { type Asking, createHarness } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";
import { type PreparingOptions, prepareTools } from "../support/prepare-tools.ts";
import { failover, target, weighted } from "../support/routes.ts";

const PLAIN = { gpt: target("one", "gpt-4o") };
const RACE: Route = {
  kind: "parallel",
  branches: [
    { route: target("one", "m"), handicap: 2, ttftTimeout: null },
    { route: target("two", "m"), handicap: 0, ttftTimeout: 3 },
  ],
};

/** Requests to these routes, one after the other. */
function preparing(options: PreparingOptions) {
  const harness = createHarness();
  const tools = prepareTools(harness, options);
  function prepared(body: string | Readonly<Record<string, unknown>>, asking: Asking = {}) {
    const context = harness.contextFor(asking, fakeResponse());
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const made = prepare(tools, context, payloadOf([Buffer.from(text)]));
    const names = "kind" in made && made.kind === "attempts" ? made.attempts.map(targetName) : null;
    const error = "code" in made ? { code: made.code, message: made.message, param: made.param } : null;
    return { context, made, names, error };
  }
  return { ...harness, prepared };
}

describe("a request", () => {
  test("becomes the attempts of its model's route, with its body", () => {
    const { prepared, logged } = preparing({
      routes: { gpt: failover("ordered", target("one", "a"), target("two", "b")) },
    });
    const { made, names, context } = prepared({ model: "gpt", seed: 7 });
    expect(names).toEqual(["one.1:a", "two.1:b", "two.2:b"]);
    expect(made).toMatchObject({ kind: "attempts", body: { model: "gpt" } });
    expect(context).toMatchObject({ model: "gpt", session: null, warnings: [] });
    expect(logged()).toEqual([]);
  });

  test("to a race becomes its legs", () => {
    const { prepared } = preparing({ routes: { both: RACE } });
    const { made } = prepared({ model: "both" });
    if ("code" in made || made.kind !== "race") throw new Error("no race");
    expect(made.body.model).toBe("both");
    expect(made.legs.map(({ attempts, ...leg }) => [attempts.map(targetName), leg])).toEqual([
      [["one.1:m"], { startAfter: 0, firstToken: null }],
      [["two.1:m", "two.2:m"], { startAfter: 2000, firstToken: 3000 }],
    ]);
  });

  test.each([
    ["that is not JSON", "{", "invalid_json"],
    ["that names no model", "{}", "missing_model"],
    ["for an unknown model", '{"model":"gpr"}', "model_not_found"],
    ["for a model string that is not one", '{"model":"a|"}', "syntax_error"],
  ])("%s is refused", (_, body, code) => {
    expect(preparing({ routes: PLAIN }).prepared(body).error?.code).toBe(code);
  });

  test("without a model uses that of the config, else that of its endpoint", () => {
    const routes = { own: target("one", "own"), "omni-moderation-latest": target("two", "omni") };
    const configured = preparing({ routes, fallbackModel: "own" });
    expect(configured.prepared({}, { frontend: moderations }).names).toEqual(["one.1:own"]);
    const bare = preparing({ routes });
    expect(bare.prepared({}, { frontend: moderations }).names).toEqual(["two.1:omni", "two.2:omni"]);
    expect(bare.prepared({}, { frontend: chatEndpoint }).error?.code).toBe("missing_model");
  });

  test("shows its model in the log, but no more of it than a model string can have", () => {
    const { prepared } = preparing({ routes: PLAIN });
    const { context, error } = prepared({ model: "x".repeat(5000) });
    expect(context.model).toBe("x".repeat(1024));
    expect(error?.code).toBe("syntax_error");
  });
});

describe("no target is left", () => {
  test("where a name has no backend: the error is that of an unknown model", () => {
    const { prepared } = preparing({ routes: { ...PLAIN, gpr: target(null, "gpr") } });
    const { error } = prepared({ model: "gpr" });
    expect(error).toMatchObject({ code: "model_not_found", param: "model" });
    expect(error?.message).toContain('"gpr"');
  });

  test("where the default backend has that name, it is asked", () => {
    const { prepared } = preparing({ routes: { gpr: target(null, "gpr") }, defaultBackend: 2 });
    expect(prepared({ model: "gpr" }).names).toEqual(["three.1:gpr", "three.2:gpr", "three.3:gpr"]);
  });

  test("where no key is set: the error says which", () => {
    const { prepared } = preparing({ routes: { gpt: target("none", "gpt") } });
    expect(prepared({ model: "gpt" }).error).toEqual({
      code: "missing_upstream_key",
      message: "none has no key",
      param: null,
    });
  });

  test("where the request is longer than every window: the error has the largest", () => {
    const within = (maxContext: number) => target("one", "m", { rules: { maxContext } });
    const { prepared } = preparing({ routes: { gpt: failover("ordered", within(10), within(40), within(20)) } });
    expect(prepared({ model: "gpt", request_context_tokens: 41 }).error).toEqual({
      code: "context_length_exceeded",
      message: 'The request is longer than every target of "gpt" takes: the largest window has 40 tokens.',
      param: "model",
    });
    expect(prepared({ model: "gpt", request_context_tokens: 40 }).names).toEqual(["one.1:m"]);
    expect(prepared({ model: "gpt", request_context_tokens: 10 }).names).toHaveLength(3);
  });
});

describe("a session", () => {
  const sticky = { rules: { affinity: "session" } } as const;
  const pair = { gpt: failover("ordered", target("one", "m", sticky), target("pair", "m", sticky)) };

  test("is read only if the route depends on it", () => {
    const { prepared } = preparing({ routes: { ...pair, free: target("two", "m") } });
    const headers = { "x-session-id": "s1" };
    expect(prepared({ model: "gpt" }, { headers }).context.session).toBe("s1");
    expect(prepared({ model: "gpt", user: "u1" }).context.session).toBe("u1");
    expect(prepared({ model: "free" }, { headers }).context.session).toBeNull();
  });

  test("goes first to the target that answered it last, while that is healthy", () => {
    const { prepared, sessions, health } = preparing({ routes: pair });
    const names = (session: string) => prepared({ model: "gpt", session_id: session }).names;
    const usual = ["one.1:m", "pair.1:m", "pair.2:m"];
    expect(names("s1")).toEqual(usual);
    sessions.remember("s1", "gpt", "pair.2:m");
    expect(names("s1")?.[0]).toBe("pair.2:m");
    expect(names("s1")).toHaveLength(3);
    expect(names("s2")?.[0]).toBe("one.1:m");
    sessions.remember("null", "gpt", "pair.2:m");
    expect(prepared({ model: "gpt" }).names?.[0]).toBe("one.1:m");
    const { made } = prepared({ model: "gpt", session_id: "s1" });
    const [remembered] = "kind" in made && made.kind === "attempts" ? made.attempts : [];
    if (remembered === undefined) throw new Error("no attempt");
    const limited = { kind: "status", status: 429, code: null, message: null, retryAfter: 60_000 } as const;
    health.failed(remembered, limited);
    expect(names("s1")?.[0]).toBe("one.1:m");
  });

  test("whose first request has a branch of its own is drawn by weight from then on, for each model", () => {
    const group = weighted([3, target("one", "m")], [1, target("two", "m"), "first"]);
    const { prepared } = preparing({ routes: { gpt: group, other: group } });
    const first = (model: string, session?: string) =>
      prepared({ model, ...(session === undefined ? {} : { session_id: session }) }).names?.[0];
    expect(first("gpt")).toBe("one.1:m");
    expect(first("gpt", "s1")).toBe("two.1:m");
    expect(first("gpt", "s1")).toBe("one.1:m");
    expect(first("other", "s1")).toMatch(/^two/);
    expect(first("gpt", "s2")).toMatch(/^two/);
  });
});

describe("warnings", () => {
  const UNKNOWN = "speed: unknown parameter, ignored";

  test("about the model string reach the client and the log", () => {
    const { prepared, logged } = preparing({ routes: PLAIN });
    const { context } = prepared({ model: "gpt?speed=1" });
    expect(context.warnings).toEqual([UNKNOWN]);
    expect(logged()).toEqual([{ level: "warn", event: "parameter_ignored", id: context.id, message: UNKNOWN }]);
  });

  test("about a parameter that the endpoint does not have are logged once, whatever number of targets lacks it", () => {
    const { prepared, logged } = preparing({
      routes: { gpt: failover("ordered", target("one", "m"), target("two", "m")) },
    });
    const { context } = prepared({ model: "gpt?seed=1&top_k=2&speed=1" }, { frontend: embeddings });
    // The target that answers has its own warnings, which are those of the request that it got.
    expect(context.warnings).toEqual([UNKNOWN]);
    const messages = logged().map(({ message }) => message);
    expect(messages).toEqual([
      [UNKNOWN, "seed: not a parameter of /embeddings, ignored", "top_k: not a parameter of /embeddings, ignored"].join(
        "; ",
      ),
    ]);
  });

  test("about such a parameter alone are logged, and not sent for all targets", () => {
    const { prepared, logged } = preparing({ routes: PLAIN });
    const { context } = prepared({ model: "gpt?seed=1" }, { frontend: embeddings });
    expect(context.warnings).toEqual([]);
    expect(logged()).toMatchObject([{ message: "seed: not a parameter of /embeddings, ignored" }]);
  });

  test("go by the endpoint at which a target is asked, whatever the client's is", () => {
    const { prepared, logged } = preparing({ routes: PLAIN });
    prepared({ model: "gpt?seed=1" }, { frontend: responsesEndpoint });
    expect(logged()).toEqual([]);
  });

  test("go by the client's endpoint if a target has none for it", () => {
    const { prepared, logged } = preparing({ routes: PLAIN, routeTo: () => null });
    prepared({ model: "gpt?seed=1" }, { frontend: responsesEndpoint });
    expect(logged()).toMatchObject([{ message: "seed: not a parameter of /responses, ignored" }]);
  });

  test("of a race are those of each leg", () => {
    const { prepared, logged } = preparing({ routes: { both: RACE } });
    const { context } = prepared({ model: "both?seed=1&speed=1" }, { frontend: embeddings });
    expect(context.warnings).toEqual([UNKNOWN]);
    expect(logged()).toHaveLength(2);
  });

  test("that were there before stay, each once", () => {
    const { tools, ...harness } = createHarness();
    const all = prepareTools({ tools, ...harness }, { routes: PLAIN });
    const context = harness.contextFor({}, fakeResponse());
    context.warnings = ["earlier", UNKNOWN];
    prepare(all, context, payloadOf([Buffer.from('{"model":"gpt?speed=1"}')]));
    expect(context.warnings).toEqual(["earlier", UNKNOWN]);
  });
});
