/** One attempt's answer, without sockets: what is held, what is passed on, which observers are called. */
import { describe, expect, test } from "vitest";
import type { UpstreamEvents } from "../../runtime/wire/upstream.ts";
import { type Asking, createHarness, type Harness, leg } from "../support/attempt-harness.ts";
import { heldTimers } from "../support/held-timers.ts";
import {
  answer,
  COMPLETION,
  cut,
  data,
  done,
  end,
  type Script,
  SILENT,
  wait,
  word,
  words,
} from "../support/scripted-target.ts";

const passReal = heldTimers();
const HOLD = { "x-turnout-stream-recovery": "hold" };
const GOOD = answer(COMPLETION);
const BUSY = { message: "busy", type: "server_error", param: null, code: 503 };

/** A request to targets that do this, one after the other; each is tried once. */
function ask(scripts: readonly Script[], asking: Asking = {}) {
  const harness = createHarness({ limits: { retries: 0 } });
  const attempts = scripts.map((script, index) => harness.targets.target(`${"abc"[index]}:m`, [script]));
  const started = harness.ask(attempts, asking);
  const reasons = () => started.context.tried.map(({ target, status, reason }) => `${target} ${status} ${reason}`);
  return { ...harness, ...started, reasons };
}

/** A target whose upstream says what the test says, and cannot be stopped. */
function stubborn(harness: Harness) {
  const target = harness.targets.target("a:m", []);
  const calls: string[] = [];
  const heard: UpstreamEvents[] = [];
  const dispatch = (_: unknown, events: UpstreamEvents): void => {
    heard.push(events);
    events.onConnect(() => void calls.push("given up"));
  };
  const attempt = { ...target, endpoint: { ...target.endpoint, upstream: { ...target.endpoint.upstream, dispatch } } };
  const events = (): UpstreamEvents => {
    const [first] = heard;
    if (first === undefined) throw new Error("nothing was asked");
    return first;
  };
  return { attempt, calls, events, resume: () => void calls.push("may send more") };
}

const SSE = ["content-type", "text/event-stream"];
const JSON_TYPE = ["content-type", "application/json"];
const EVENT = Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"hi"}}]}\n\n');

describe("before anything was sent, another target answers", () => {
  const failures: readonly (readonly [string, Script, boolean, string])[] = [
    ["an answer without a head", [end], false, "a:m null cut"],
    ["a connection that breaks before the head", [cut], false, "a:m null connection"],
    ["a stream that ends without output", words([], end), true, "a:m null cut"],
    ["a stream that breaks without output", words([], wait(100), cut), true, "a:m null cut"],
    [
      "a stream whose first event is an error",
      words([], data(`data: ${JSON.stringify({ error: BUSY })}\n\n`)),
      true,
      "a:m 503",
    ],
  ];
  test.each(failures)("after %s", async (_, script, stream, reason) => {
    const good = stream ? words(["hi"], ...done) : GOOD;
    const { res, advance, reasons, targets } = ask([script, good], { stream });
    await advance(500);
    expect(reasons()).toEqual([expect.stringContaining(reason), "b:m 200 ok"]);
    expect(res.text()).toContain(stream ? "[DONE]" : COMPLETION);
    expect(targets.order).toEqual(["a:m", "b:m"]);
  });

  test("and what came of the failed answer is not part of it", async () => {
    const { res, advance } = ask([words([], data(": of a\n\n"), cut), words(["hi"], ...done)], { stream: true });
    await advance(500);
    expect(res.text()).not.toContain("of a");
  });
});

describe("a stream whose first event is an error", () => {
  const first = (error: object): Script => words([], data(`data: ${JSON.stringify({ error })}\n\n`), wait(60_000));

  test("is an answer with that error, and its upstream is given up", async () => {
    const { res, advance, targets } = ask([first(BUSY)], { stream: true });
    await advance(100);
    expect([res.status(), res.header("content-type")]).toEqual([503, "application/json"]);
    expect(JSON.parse(res.text())).toMatchObject({ error: { message: "busy" } });
    expect(targets.asked[0]?.state).toBe("given up");
  });

  test("says itself how long to wait", async () => {
    const harness = createHarness();
    const limited = { message: "Rate limit reached. Please try again in 3s.", code: "rate_limit_exceeded" };
    const target = harness.targets.target("a:m", [first(limited), words(["hi"], ...done)]);
    const { res } = harness.ask([target], { stream: true });
    await harness.advance(2500);
    expect(harness.targets.asked).toHaveLength(1);
    await harness.advance(2000);
    expect(harness.targets.asked).toHaveLength(2);
    expect(res.text()).toContain('"hi"');
  });
});

describe("once a stream has begun", () => {
  test.each([
    ["breaks", cut, "cut"],
    ["says what cannot be read", data("data: {oops\n\n"), "malformed"],
  ])("and then %s, no other target is asked", async (_, step, reason) => {
    const { res, advance, reasons, targets } = ask([words(["hi"], wait(100), step), GOOD], { stream: true });
    await advance(500);
    expect(reasons()).toEqual([`a:m 200 ${reason}`]);
    expect(targets.order).toEqual(["a:m"]);
    expect(res.text()).toMatch(/"error"/);
    expect(res.calls.filter((call) => call.startsWith("end"))).toEqual([]);
    passReal(100);
    expect(res.calls.at(-1)).toBe("destroy");
  });

  test("it may take as long as it likes, if it goes on", async () => {
    const slow = Array.from({ length: 10 }, (_, index) => [wait(800), word(`word ${index}`)]).flat();
    const harness = createHarness({ limits: { retries: 0 } });
    const rules = { timeouts: { streamIdle: 1 } };
    const target = harness.targets.target("a:m", [words(["hi"], ...slow, ...done)], { rules });
    const { res, context } = harness.ask([target], { stream: true });
    await harness.advance(10_000);
    expect(context.tried).toMatchObject([{ reason: "ok" }]);
    expect(res.text()).toContain("word 9");
  });

  test("its upstream pauses while the client does not read", async () => {
    const harness = createHarness();
    const { attempt, calls, events, resume } = stubborn(harness);
    const { res } = harness.ask([attempt], { stream: true });
    expect(events().onHeaders(200, SSE, resume)).toBe(true);
    res.takes = false;
    expect(events().onData(EVENT)).toBe(true);
    await harness.advance(10);
    expect(events().onData(EVENT)).toBe(false);
    expect(calls).toEqual([]);
    res.drain();
    expect(calls).toEqual(["may send more"]);
  });
});

describe("an answer in one piece", () => {
  const large = `{"pad":"${"x".repeat(2 << 20)}"}`;
  const broken: Script = [...answer(large).slice(0, -1), wait(100), cut];

  test("above 1 MiB is passed on as it comes", async () => {
    const { res, advance, reasons } = ask([answer(large), GOOD]);
    await advance(100);
    expect([res.text() === large, reasons()]).toEqual([true, ["a:m 200 ok"]]);
  });

  test("above 1 MiB that breaks can only break the client's connection", async () => {
    const { res, advance, targets } = ask([broken, GOOD]);
    await advance(500);
    expect([res.calls.at(-1), targets.order]).toEqual(["destroy", ["a:m"]]);
  });

  test("that is held is held up to 32 MiB, and another target may answer until its end", async () => {
    const { res, advance, reasons } = ask([broken, GOOD], { headers: HOLD });
    await advance(500);
    expect([res.text(), reasons()]).toEqual([COMPLETION, ["a:m null cut", "b:m 200 ok"]]);
  });

  test("that is an error is not held longer than 1 MiB: what came of it is no answer", async () => {
    const { res, advance, targets } = ask([[...answer(large, 500).slice(0, -1), wait(60_000)], GOOD], {
      headers: HOLD,
    });
    await advance(100);
    expect([res.text(), targets.asked[0]?.state]).toEqual([COMPLETION, "given up"]);
  });

  test("that is only the start of one is none", async () => {
    const { res, advance, reasons } = ask([answer('{"choices":[{"mess')]);
    await advance(100);
    expect(res.status()).toBe(502);
    expect(JSON.parse(res.text())).toMatchObject({ error: { code: "upstream_invalid" } });
    expect(reasons()).toHaveLength(1);
  });

  test("may have interim answers before it", async () => {
    const early: Script = [{ kind: "head", status: 103, headers: ["link", "</style.css>"] }, ...GOOD];
    const { res, advance } = ask([early]);
    await advance(100);
    expect(res.calls).toEqual(["head 200", `end ${COMPLETION}`]);
  });
});

test("an interim answer is none yet: the limit for the head still holds", async () => {
  const harness = createHarness({ limits: { retries: 0 } });
  const early: Script = [{ kind: "head", status: 103, headers: [] }];
  const targets = [early, GOOD].map((script, index) =>
    harness.targets.target(`${"ab"[index]}:m`, [script], { rules: { timeouts: { header: 2 } } }),
  );
  const { context } = harness.ask(targets);
  await harness.advance(3000);
  expect(context.tried.map(({ reason }) => reason)).toEqual(["header_timeout", "ok"]);
});

describe("an upstream that does not stop when it is given up", () => {
  test.each([
    ["before its answer", (events: UpstreamEvents, resume: () => void) => events.onHeaders(200, JSON_TYPE, resume)],
    ["after its head", () => true],
  ])("changes nothing %s, and is not held up", async (_, more) => {
    const harness = createHarness();
    const { attempt, calls, events, resume } = stubborn(harness);
    const { res, context, run } = harness.ask([attempt]);
    if (more.length === 0) events().onHeaders(200, JSON_TYPE, resume);
    run.cancel();
    expect(calls).toEqual(["given up"]);
    expect(more(events(), resume)).toBe(true);
    expect(events().onData(Buffer.from("{}"))).toBe(true);
    events().onComplete();
    events().onError(new Error("aborted"));
    await harness.advance(1000);
    expect([res.calls, context.tried.length, harness.clock.pending]).toEqual([[], 1, 0]);
  });

  test("starts no stream for a client that has left", async () => {
    const harness = createHarness();
    const { attempt, events, resume } = stubborn(harness);
    const { res, run } = harness.ask([attempt], { stream: true });
    run.cancel();
    events().onHeaders(200, SSE, resume);
    events().onData(EVENT);
    await harness.advance(60_000);
    expect([res.calls, harness.clock.pending]).toEqual([[], 0]);
  });

  test("is never held up for what is not passed on", () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const { attempt, events, resume } = stubborn(harness);
    harness.ask([attempt]);
    expect(events().onHeaders(103, [], resume)).toBe(true);
    expect(events().onData(Buffer.from("early"))).toBe(true);
    expect(events().onHeaders(302, [], resume)).toBe(true);
    const other = createHarness({ limits: { retries: 0 } });
    const error = stubborn(other);
    other.ask([error.attempt]);
    expect(error.events().onHeaders(500, JSON_TYPE, resume)).toBe(true);
    expect(error.events().onData(Buffer.alloc(2 << 20, "x"))).toBe(true);
    expect(error.calls).toEqual(["given up"]);
  });

  test("says nothing to a client that has left in the same moment", async () => {
    const harness = createHarness();
    const { run, res } = harness.ask([harness.targets.target("a:m", [words(["hi"], wait(50), ...done)])], {
      stream: true,
    });
    run.cancel();
    await harness.advance(100);
    expect(res.calls).toEqual([]);
  });
});

test("an upstream that fails before it has begun ends the request with an error", async () => {
  const harness = createHarness();
  const { attempt } = stubborn(harness);
  const { upstream } = attempt.endpoint;
  const dispatch = () => {
    throw new Error("a bug");
  };
  const { res } = harness.ask([{ ...attempt, endpoint: { ...attempt.endpoint, upstream: { ...upstream, dispatch } } }]);
  await harness.advance(100);
  expect(res.status()).toBe(500);
});

test("a race's loser that is silent is given up when the winner has output", async () => {
  const harness = createHarness();
  const target = (name: string, script: Script) => harness.targets.target(name, [script]);
  harness.race([leg([target("a:m", SILENT)]), leg([target("b:m", words(["hi"], ...done))])], { stream: true });
  await harness.advance(100);
  expect(harness.targets.asked.map(({ state }) => state)).toEqual(["given up", "over"]);
});
