/** The exchange around its attempts, without sockets: comments, holding, limits, unusable targets, what is reported. */
import { describe, expect, test } from "vitest";
import { embeddings } from "../../runtime/protocols/endpoints/embeddings.ts";
import type { Adapt } from "../../runtime/wire/adapt.ts";
import { createHarness, type Harness, leg } from "../support/attempt-harness.ts";
import { startPass } from "../support/run-kinds.ts";
import {
  answer,
  COMPLETION,
  done,
  error,
  type Script,
  SILENT,
  type TargetOptions,
  wait,
  word,
  words,
} from "../support/scripted-target.ts";

const HOLD = { "x-turnout-stream-recovery": "hold" };
const NONE = { "x-turnout-stream-recovery": "none" };
const COMMENT = /: keepalive/g;
const GOOD = answer(COMPLETION);

const one = (harness: Harness, script: Script, options: TargetOptions = {}) =>
  harness.targets.target("a:m", [script], options);

describe("a streaming client gets comments", () => {
  const waits: Readonly<Record<string, { readonly script: readonly Script[]; readonly headers?: typeof HOLD }>> = {
    "while its held answer has not begun": { script: [[wait(20_000), ...words(["hi"], ...done)]], headers: HOLD },
    "while its answer is held": { script: [words(["hi"], wait(20_000), ...done)], headers: HOLD },
    "while a stream has begun and says nothing": { script: [words([], wait(20_000), word("hi"), ...done)] },
    "while a hinted wait lasts, if the config sets their interval": {
      script: [error(429, ["retry-after", "20"]), words(["hi"], ...done)],
    },
  };
  test.each(Object.entries(waits))("%s, and none after its answer", async (_, { script, headers = {} }) => {
    const harness = createHarness({ limits: { keepaliveWhileWaiting: true } });
    const { res } = harness.ask([harness.targets.target("a:m", script)], { stream: true, headers });
    await harness.advance(17_000);
    expect(res.text().match(COMMENT)).toHaveLength(2);
    await harness.advance(5000);
    expect(res.text()).toContain('"hi"');
    expect(res.text().match(COMMENT)).toHaveLength(2);
    expect(harness.clock.pending).toBe(0);
  });

  test.each([NONE, HOLD])("not while a hinted wait lasts, if the config sets no interval: %j", async (headers) => {
    const harness = createHarness();
    const script = [error(429, ["retry-after", "20"]), words(["hi"], ...done)];
    const { res } = harness.ask([harness.targets.target("a:m", script)], { stream: true, headers });
    await harness.advance(19_000);
    expect(res.calls).toEqual([]);
    await harness.advance(3000);
    expect(res.text()).toContain('"hi"');
    expect(harness.clock.pending).toBe(0);
  });

  test("not while a stream continues, nor beyond a wait of ours", async () => {
    const harness = createHarness({ limits: { minRetryWait: 20 } });
    const scripts = [error(503), words(["hi"], wait(20_000), ...done)];
    const { res } = harness.ask([harness.targets.target("a:m", scripts)], { stream: true });
    await harness.advance(19_000);
    expect(res.calls).toEqual([]);
    await harness.advance(30_000);
    expect(res.text()).toContain("[DONE]");
    expect(res.text()).not.toMatch(COMMENT);
  });

  test("nor after it has left", async () => {
    const harness = createHarness();
    const { run } = harness.ask([one(harness, words([], wait(60_000)))], { stream: true });
    await harness.advance(100);
    run.cancel();
    await harness.advance(200);
    expect(harness.clock.pending).toBe(0);
  });
});

test("a held answer of one piece leaves no timer", async () => {
  const harness = createHarness();
  const { res } = harness.ask([one(harness, GOOD)], { headers: HOLD });
  await harness.advance(100);
  expect(res.calls.at(-1)).toBe(`end ${COMPLETION}`);
  expect(harness.clock.pending).toBe(0);
});

test("a request's header decides whether its answer is held, over its backend", async () => {
  for (const [headers, begun] of [
    [{}, false],
    [NONE, true],
  ] as const) {
    const harness = createHarness();
    const target = one(harness, words(["hi"], wait(1000), ...done), { backend: { streamRecovery: "hold" } });
    const { res } = harness.ask([target], { stream: true, headers });
    await harness.advance(500);
    expect(res.text().includes('"hi"')).toBe(begun);
  }
});

describe("limits", () => {
  const timeouts = { connect: 5, header: null, total: 120, firstToken: 1, streamIdle: 60 };

  test("the first token is only waited for in streams", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const late = [wait(3000), ...GOOD];
    const whole = harness.ask([one(harness, late, { backend: { timeouts } })]);
    await harness.advance(5000);
    expect(whole.res.status()).toBe(200);
    const stream = harness.ask([one(harness, late, { backend: { timeouts } })], { stream: true });
    await harness.advance(5000);
    expect(stream.context.tried).toMatchObject([{ reason: "first_token_timeout" }]);
  });

  test("a folded stream has one as well", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const legs = [leg([one(harness, [wait(3000), ...words(["hi"], ...done)], { backend: { timeouts } })])];
    const { context } = harness.race(legs);
    await harness.advance(5000);
    expect(context.tried).toMatchObject([{ reason: "first_token_timeout" }]);
  });

  test.each([
    ["shorter", 2, 3000, false],
    ["longer", 90, 61_000, true],
    ["none", null, 100_000, true],
  ])("a route's limit of silence overrides its backend's: %s", async (_, streamIdle, after, open) => {
    const harness = createHarness({ limits: { retries: 0 } });
    const target = one(harness, words(["hi"], wait(500_000)), { rules: { timeouts: { streamIdle } } });
    harness.ask([target], { stream: true });
    await harness.advance(after);
    expect(harness.targets.asked[0]?.state === "open").toBe(open);
  });
});

describe("a stream that falls silent", () => {
  test.each([
    ["has no rules", undefined],
    ["says nothing of limits", { affinity: "session" }],
    ["has other limits", { timeouts: { total: 500 } }],
  ] as const)("is given up after its backend's limit if its route %s", async (_, rules) => {
    const harness = createHarness({ limits: { retries: 0 } });
    const target = one(harness, words(["hi"], wait(500_000)), rules === undefined ? {} : { rules });
    const { context } = harness.ask([target], { stream: true });
    await harness.advance(59_000);
    expect(harness.targets.asked[0]?.state).toBe("open");
    await harness.advance(2000);
    expect(context.tried).toMatchObject([{ reason: "idle_timeout" }]);
  });
});

describe("a target that cannot serve the request", () => {
  const unable: TargetOptions = { endpoint: { otherEndpoints: false } };
  const to = (harness: Harness, ...list: readonly (Script | null)[]) =>
    list.map((script, index) =>
      harness.targets.target(`${"abc"[index]}:m`, [script ?? GOOD], script === null ? unable : {}),
    );

  test("is skipped, and does not count as a hop", async () => {
    const harness = createHarness({ limits: { maxFailoverHops: 1, retries: 0 } });
    const { context } = harness.ask(to(harness, error(503), null, GOOD), { frontend: embeddings });
    await harness.advance(100);
    expect(harness.targets.order).toEqual(["a:m", "c:m"]);
    expect(context.attempts).toBe(2);
  });

  test("reports that if no other target was tried", async () => {
    const harness = createHarness();
    const { res, context, run } = harness.ask(to(harness, null), { frontend: embeddings });
    await harness.advance(100);
    expect([res.status(), context.target, context.attempts]).toEqual([400, "a:m", 0]);
    expect(res.text()).toContain("unsupported_endpoint");
    run.cancel();
    expect(context.tried).toEqual([]);
  });

  test("leaves the answer to the one that was tried and failed", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const { res, context } = harness.ask(to(harness, error(503, [], "asked"), null), { frontend: embeddings });
    await harness.advance(100);
    expect([res.status(), context.target]).toEqual([503, "a:m"]);
    expect(res.text()).toContain("asked");
  });
});

describe("an exception in the middle of an attempt", () => {
  /** Its upstream takes the request, and then throws. */
  function broken(harness: Harness) {
    const target = one(harness, SILENT);
    const { upstream } = target.endpoint;
    const dispatch: typeof upstream.dispatch = (request, events) => {
      upstream.dispatch(request, events);
      throw new Error("a bug");
    };
    return { ...target, endpoint: { ...target.endpoint, upstream: { ...upstream, dispatch } } };
  }

  test.each([
    ["routed", (harness: Harness) => harness.ask([broken(harness)])],
    ["passed through", (harness: Harness) => startPass(harness, [broken(harness)], { bodyFor: () => null })],
  ])("ends a request that is %s, and cancels its upstream", async (_, start) => {
    const harness = createHarness();
    const { res, context } = start(harness);
    expect(res.status()).toBe(500);
    expect(harness.targets.asked.map(({ state }) => state)).toEqual(["given up"]);
    expect(context.tried).toMatchObject([{ status: null, reason: "internal_error" }]);
    await harness.advance(200);
    expect(harness.clock.pending).toBe(0);
  });
});

test("an error that an upstream gave has the warnings about the request that it got", async () => {
  const harness = createHarness({ limits: { retries: 0 } });
  const adapt: Adapt = ({ fields }) => ({ fields, headers: [], warnings: ["dropped"] });
  const { res } = harness.ask([one(harness, error(400), { endpoint: { adapt } })]);
  await harness.advance(100);
  expect([res.status(), res.header("x-turnout-warning")]).toEqual([400, "dropped"]);
});

test("the winner of a race has its own warnings, whichever target was tried last", async () => {
  const harness = createHarness();
  const warning =
    (text: string): Adapt =>
    ({ fields }) => ({ fields, headers: [], warnings: [text] });
  const target = (name: string, script: Script) =>
    harness.targets.target(`${name}:m`, [script], { endpoint: { adapt: warning(`dropped for ${name}`) } });
  const legs = [leg([target("a", [wait(500), ...GOOD])]), leg([target("b", SILENT)], 100)];
  const { res, context } = harness.race(legs, { stream: true });
  await harness.advance(1000);
  expect(harness.targets.order).toEqual(["a:m", "b:m"]);
  expect(context.target).toBe("a:m");
  expect([res.header("x-turnout-route"), res.header("x-turnout-warning")]).toEqual(["a:m", "dropped for a"]);
});
