/** Uploads and what is passed through, without sockets: what is sent once, which limits count from where, who is given up. */

import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { masked } from "../../runtime/upstream/masked.ts";
import { masksFor } from "../../runtime/wire/masks/masks.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import { createHarness, type Harness } from "../support/attempt-harness.ts";
import { startPass, uploading } from "../support/run-kinds.ts";
import {
  answer,
  cut,
  data,
  error,
  type Script,
  SILENT,
  type Step,
  UNREACHABLE,
  wait,
} from "../support/scripted-target.ts";

const TIMEOUTS = { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 };
const head = (status: number, ...headers: string[]): Step => ({ kind: "head", status, headers });
const body = () => payloadOf([Buffer.from("{}")]);

function targets({ targets: all }: Harness, ...scripts: readonly Script[]) {
  return scripts.map((script, index) => all.target(`${"abc"[index]}:m`, [script], { backend: { timeouts: TIMEOUTS } }));
}

describe("a streamed upload", () => {
  function upload(script: Script, more: { readonly byModel?: boolean } = {}) {
    const harness = createHarness();
    const client = uploading();
    const attempts = targets(harness, script, answer("{}"));
    const started = startPass(harness, attempts, { bodyFor: () => client.upload(), repeatable: false, ...more });
    return { ...harness, ...started, client };
  }

  test("is sent once, whatever happens; failures still count against its target's health", async () => {
    const { targets: all, advance, res, health } = upload(UNREACHABLE);
    await advance(1000);
    expect(all.order).toEqual(["a:m"]);
    expect(res.status()).toBe(502);
    expect(health.snapshot().circuits).toMatchObject([{ target: "a:m", failures: 1 }]);
  });

  test("has its target's whole time limit, because no other target can be tried", async () => {
    const { advance, client, targets: all } = upload(SILENT);
    client.end();
    await advance(119_000);
    expect(all.asked[0]?.state).toBe("open");
  });

  test("is no target's fault if the client stops sending", async () => {
    const { advance, targets: all } = upload(SILENT);
    await advance(200_000);
    expect(all.asked[0]?.state).toBe("open");
  });

  test("ends when its target takes nothing for as long as a stream may be silent", async () => {
    const { advance, client, res, targets: all, context } = upload(SILENT);
    await advance(50_000);
    client.send("some");
    client.stuff();
    await advance(69_000);
    expect(all.asked[0]?.state).toBe("open");
    await advance(60_000);
    expect(all.asked[0]?.state).toBe("given up");
    expect(res.status()).toBe(504);
    expect(context.tried).toMatchObject([{ reason: "idle_timeout" }]);
  });

  test("has its time limits from its end on", async () => {
    const { advance, client, res, targets: all } = upload(SILENT);
    for (let i = 0; i < 10; i++) {
      client.send("some");
      await advance(30_000);
    }
    client.end();
    await advance(119_000);
    expect(all.asked[0]?.state).toBe("open");
    await advance(2000);
    expect(all.asked[0]?.state).toBe("given up");
    expect(res.status()).toBe(504);
  });

  test("has the same limit for an answer that started before the upload's end, if it is routed by a model", async () => {
    const begun = [head(200), wait(1_000_000)];
    const { advance, client, res } = upload(begun);
    await advance(100);
    client.end();
    await advance(121_000);
    expect(res.calls.at(-1)).toBe("destroy");
    const other = upload(begun, { byModel: false });
    await other.advance(100);
    other.client.end();
    await other.advance(500_000);
    expect(other.res.calls).toEqual(["head 200"]);
  });

  test("needs no answer within the header timeout if it was answered before its end", async () => {
    const harness = createHarness();
    const client = uploading();
    const timeouts = { ...TIMEOUTS, header: 10 };
    const target = harness.targets.target("a:m", [[head(200), wait(1_000_000)]], { backend: { timeouts } });
    const { res } = startPass(harness, [target], { bodyFor: () => client.upload(), repeatable: false });
    await harness.advance(100);
    client.end();
    await harness.advance(100_000);
    expect(res.calls).toEqual(["head 200"]);
  });

  test("that ends after its attempt starts no time limit", async () => {
    const { advance, client, run, clock } = upload(SILENT);
    await advance(100);
    run.cancel();
    expect(clock.pending).toBe(0);
    client.end();
    expect(clock.pending).toBe(0);
    const failing = upload(UNREACHABLE);
    const before = failing.clock.pending;
    failing.client.end();
    expect(failing.clock.pending).toBe(before);
  });

  test("that turns out to be invalid is rejected, and its attempt cancelled", async () => {
    const { advance, run, res, targets: all, context, health } = upload(SILENT);
    await advance(100);
    run.refuse(gatewayError("invalid_form", "bad"));
    expect(all.asked[0]?.state).toBe("given up");
    expect(res.status()).toBe(400);
    expect(context.tried).toMatchObject([{ status: null, reason: "invalid_form" }]);
    expect(health.snapshot().circuits).toEqual([]);
    run.refuse(gatewayError("invalid_form", "bad"));
    await advance(200_000);
    expect(res.calls).toHaveLength(2);
  });

  test("that turns out to be invalid after the answer's headers breaks it off", async () => {
    const { advance, run, res } = upload([head(200), wait(1000)]);
    await advance(100);
    run.refuse(gatewayError("invalid_form", "bad"));
    expect(res.calls).toEqual(["head 200", "destroy"]);
  });
});

describe("a passed-through answer", () => {
  function pass(script: Script, more: { readonly byModel?: boolean; readonly next?: Script } = {}) {
    const harness = createHarness();
    const scripts = more.next === undefined ? [script] : [script, more.next];
    const started = startPass(harness, targets(harness, ...scripts), { bodyFor: body, ...more });
    return { ...harness, ...started };
  }

  test("is limited as a whole if it is routed by a model, else up to its headers", async () => {
    const slow = [head(200), wait(200_000), data("late"), { kind: "end" } as const];
    const limited = pass(slow);
    await limited.advance(121_000);
    expect(limited.res.calls).toEqual(["head 200", "destroy"]);
    expect(limited.targets.asked[0]?.state).toBe("given up");
    expect(limited.logged().map(({ event, reason }) => [event, reason])).toEqual([["answer_broke", "total_timeout"]]);
    const free = pass(slow, { byModel: false });
    await free.advance(201_000);
    expect(free.res.calls).toEqual(["head 200", "write late", "end "]);
    expect(free.clock.pending).toBe(0);
  });

  test("breaks off if the upstream does, and no other target is tried", async () => {
    const {
      advance,
      res,
      targets: all,
      context,
      health,
    } = pass([head(200), data("half"), cut], { next: answer("{}") });
    await advance(100);
    expect(res.calls).toEqual(["head 200", "write half", "destroy"]);
    expect(all.order).toEqual(["a:m"]);
    expect(context.tried).toMatchObject([{ status: 200, reason: "cut" }]);
    expect(health.snapshot().circuits).toMatchObject([{ target: "a:m", failures: 1 }]);
  });

  test("fails over if it is a redirect, or an error too long to hold", async () => {
    for (const script of [
      [head(302, "location", "http://x"), wait(1000)],
      [head(500), data("x".repeat(1 << 20)), data("x")],
    ]) {
      const { advance, res, targets: all } = pass(script, { next: answer('{"ok":1}') });
      await advance(3000);
      expect(all.asked.map(({ target, state }) => `${target} ${state}`)).toEqual(["a:m given up", "b:m over"]);
      expect(res.status()).toBe(200);
    }
  });

  test("leaves no timer, and nothing follows when its client has left", async () => {
    const { advance, run, res, clock } = pass([wait(1000), ...answer("{}")]);
    await advance(100);
    run.cancel();
    expect(clock.pending).toBe(0);
    await advance(5000);
    expect(res.calls).toEqual([]);
  });

  test("that replaces a dead key's error shows no key", async () => {
    const harness = createHarness();
    const [target] = targets(harness, error(401, ["x-said", "key sk-secret"], "sk-secret"));
    if (target === undefined) throw new Error("no target");
    const { endpoint } = target;
    const upstream = masked(endpoint.upstream, masksFor(["sk-secret"]));
    const keyed = { ...target, endpoint: { ...endpoint, upstream } };
    const { res, context } = startPass(harness, [keyed], { bodyFor: body });
    await harness.advance(100);
    expect(res.status()).toBe(401);
    expect(res.text()).not.toContain("sk-secret");
    expect(JSON.stringify([context.tried, harness.logged()])).not.toContain("sk-secret");
  });
});

test("a request without a model says nothing about any target's health", async () => {
  const harness = createHarness({ breaker: { failureThreshold: 1 } });
  const attempt = { ...harness.targets.target("a:m", [error(401)]), model: "" };
  const { context, res } = startPass(harness, [attempt], { bodyFor: body, byModel: false });
  await harness.advance(100);
  expect([res.status(), context.target]).toEqual([401, "a"]);
  expect(harness.health.snapshot()).toEqual({ circuits: [], cooldowns: [], dead_keys: [] });
});
