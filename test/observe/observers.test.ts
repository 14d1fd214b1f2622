/** Which methods of observers are called for each kind of request, and in which order. */
import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { composeObservers } from "../../runtime/observe/compose-observers.ts";
import type { Observer } from "../../runtime/observe/observer.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { createHandle, type HandleTools } from "../../runtime/request/handle.ts";
import type { UpstreamEvents } from "../../runtime/wire/upstream.ts";
import { bodyOf, createHarness, leg } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";
import { KINDS } from "../support/run-kinds.ts";
import {
  answer,
  COMPLETION,
  cut,
  data,
  done,
  error,
  type Script,
  SILENT,
  wait,
  word,
  words,
} from "../support/scripted-target.ts";

/** Records its calls. */
function listener(heard: string[], name = ""): Observer {
  const passing = (what: string, events: UpstreamEvents): UpstreamEvents => ({
    onConnect: (abort) => events.onConnect(abort),
    onHeaders: (...head) => events.onHeaders(...head),
    onData(chunk) {
      heard.push(`${name}${what}`);
      return events.onData(chunk);
    },
    onComplete: () => events.onComplete(),
    onError: (cause) => events.onError(cause),
  });
  return {
    opened: ({ id }) => void heard.push(`${name}opened ${id}`),
    received: (_, { length }) => void heard.push(`${name}received ${length}`),
    attempt: (_, { endpoint }) => void heard.push(`${name}attempt ${endpoint.label}`),
    watchUpstream: (_, __, { path }, events) => passing(`wire ${path}`, events),
    watchAnswer: (_, __, { model }, events) => passing(`answer ${model}`, events),
    output: (_, { endpoint }) => void heard.push(`${name}output ${endpoint.label}`),
    ended: (_, { endpoint }, { kind }) => void heard.push(`${name}ended ${endpoint.label} ${kind}`),
    closed: (_, usage) => void heard.push(`${name}closed ${usage === null ? null : usage.output}`),
  };
}

describe.each(Object.entries(KINDS))("a request of the kind %s", (name, kind) => {
  test("reports each attempt: its start, its output, its end", async () => {
    const heard: string[] = [];
    const harness = createHarness({ limits: { retries: 0 }, observers: [listener(heard)] });
    const attempts = [error(503), kind.good].map((script, index) =>
      harness.targets.target(`${"ab"[index]}:m`, [script], kind.target),
    );
    kind.start(harness, attempts);
    await harness.advance(100);
    expect(
      heard.filter((each) => !/^(?:wire|answer)/.test(each)),
      name,
    ).toEqual(["attempt a", "ended a status", "attempt b", "output b", "ended b answered"]);
  });

  test("whose client leaves reports that the attempt was abandoned", async () => {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard)] });
    const { run } = kind.start(harness, [harness.targets.target("a:m", [SILENT], kind.target)]);
    await harness.advance(10);
    run.cancel();
    run.cancel();
    expect(heard).toEqual(["attempt a", "ended a abandoned"]);
  });

  test("remembers the answering target for its session", async () => {
    const harness = createHarness({ limits: { retries: 0 } });
    const attempts = [error(503), kind.good].map((script, index) =>
      harness.targets.target(`${"ab"[index]}:m`, [script], kind.target),
    );
    kind.start(harness, attempts, "s1");
    expect(harness.sessions.targetOf("s1", "route")).not.toBe("a:m");
    kind.start(harness, attempts.slice(0, 1), "s2");
    await harness.advance(100);
    expect(harness.sessions.targetOf("s2", "route")).toBeNull();
    await harness.advance(100);
    expect(harness.sessions.targetOf("s1", "route")).toBe("b:m");
  });
});

describe("observers", () => {
  test("of answers are between translation and client; those of the wire, before the translation", async () => {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard)] });
    const target = harness.targets.target("a:m", [answer(COMPLETION)]);
    harness.ask([target]);
    await harness.advance(10);
    expect(heard).toEqual(["attempt a", "wire /v1/chat/completions", "answer route", "output a", "ended a answered"]);
  });

  test("are called in their order; the last one is the outermost in the stream", async () => {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard, "1 "), listener(heard, "2 ")] });
    harness.ask([harness.targets.target("a:m", [answer(COMPLETION)])]);
    await harness.advance(10);
    expect(heard.slice(0, 4)).toEqual([
      "1 attempt a",
      "2 attempt a",
      "2 wire /v1/chat/completions",
      "1 wire /v1/chat/completions",
    ]);
    expect(heard.filter((each) => each.includes("answer "))).toEqual(["2 answer route", "1 answer route"]);
  });

  test("learn why an answer broke, after its output", async () => {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard)] });
    harness.ask([harness.targets.target("a:m", [words(["hi"], wait(300), cut)])], { stream: true });
    await harness.advance(1000);
    expect(heard.filter((each) => !/^(?:wire|answer)/.test(each))).toEqual([
      "attempt a",
      "output a",
      "ended a invalid",
    ]);
  });

  test("learn of a race's losers before the winner's output", async () => {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard)] });
    const target = (name: string, script: Script) => harness.targets.target(name, [script]);
    harness.race([leg([target("a:m", SILENT)]), leg([target("b:m", words(["hi"], ...done))])], { stream: true });
    await harness.advance(1000);
    expect(heard.filter((each) => !/^(?:wire|answer)/.test(each))).toEqual([
      "attempt a",
      "attempt b",
      "ended a abandoned",
      "output b",
      "ended b answered",
    ]);
  });

  test("without methods cost nothing", () => {
    const none = composeObservers([]);
    const events = {} as UpstreamEvents;
    const harness = createHarness();
    const context = harness.contextFor({}, fakeResponse());
    const attempt = harness.targets.target("a:m", []);
    const request = { method: "POST", path: "/", headers: [], body: null };
    expect(none.watchUpstream(context, attempt, request, events)).toBe(events);
    expect(none.watchAnswer(context, attempt, bodyOf({ model: "m" }), events)).toBe(events);
    expect(none.wantsUsage).toBe(false);
  });
});

describe("the usage", () => {
  const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
  const streamed = words(
    ["hi", '"usage":{"prompt_tokens":99}'],
    data(`data: ${JSON.stringify({ choices: [], usage })}\n\n`),
    ...done,
  );
  const expected = { input: 7, output: 5, total: 12, cached: 0, reasoning: 0 };
  const wanting: Observer = { wantsUsage: true };

  test.each([
    ["of a stream", streamed, true],
    ["of a whole answer", answer(JSON.stringify({ ...JSON.parse(COMPLETION), usage }, null, 2)), false],
  ])("%s is known to its run when it is complete, if some observer wants it", async (_, script, stream) => {
    const harness = createHarness({ observers: [wanting] });
    const { run } = harness.ask([harness.targets.target("a:m", [script])], { stream });
    await harness.advance(100);
    expect(run.usage).toMatchObject(expected);
    const other = createHarness();
    const quiet = other.ask([other.targets.target("a:m", [script])], { stream });
    await other.advance(100);
    expect(quiet.run.usage).toBeNull();
  });

  test("of a race is the winner's", async () => {
    const harness = createHarness({ observers: [wanting] });
    const target = (name: string, script: Script) => harness.targets.target(name, [script]);
    const legs = [leg([target("a:m", SILENT)]), leg([target("b:m", [...streamed])])];
    const { run } = harness.race(legs, { stream: true });
    await harness.advance(500);
    expect(run.usage).toMatchObject(expected);
  });

  test("of an answer that broke is unknown", async () => {
    const harness = createHarness({ observers: [wanting] });
    const { run } = harness.ask([harness.targets.target("a:m", [words(["hi"], cut)])], { stream: true });
    await harness.advance(100);
    expect(run.usage).toBeNull();
  });
});

describe("a whole request", () => {
  function serve(script: Script, more: Observer = {}) {
    const heard: string[] = [];
    const harness = createHarness({ observers: [listener(heard), more] });
    const attempts = [harness.targets.target("a:m", [script])];
    const tools = {
      ...harness.tools,
      auth: { check: () => ({ kind: "admitted", key: "" }) },
      maxBodyBytes: 1000,
      nextId: () => "req_1",
    };
    const handle = createHandle(tools as unknown as HandleTools, chatEndpoint, () => ({
      kind: "attempts",
      attempts,
      body: bodyOf({ model: "m" }),
    }));
    const req = Object.assign(new EventEmitter(), {
      method: "POST",
      url: "/v1/chat/completions",
      headers: {},
      socket: {},
    });
    const res = fakeResponse();
    handle(req as unknown as IncomingMessage, res.response);
    req.emit("data", Buffer.from("{}"));
    req.emit("end");
    return { ...harness, heard, res, close: () => res.response.emit("close") };
  }

  test("is opened, received, attempted, ended and closed, with its usage", async () => {
    const whole = answer(COMPLETION.replace("{", '{"usage":{"prompt_tokens":1,"completion_tokens":2},'));
    const { heard, advance, close } = serve(whole, { wantsUsage: true });
    await advance(10);
    close();
    expect(heard.filter((each) => !/^(?:wire|answer)/.test(each))).toEqual([
      "opened req_1",
      "received 2",
      "attempt a",
      "output a",
      "ended a answered",
      "closed 2",
    ]);
  });

  test("whose client leaves is closed after its attempt", async () => {
    const { heard, advance, close, targets } = serve([wait(1000), word("late")]);
    await advance(10);
    close();
    expect(heard).toEqual(["opened req_1", "received 2", "attempt a", "ended a abandoned", "closed null"]);
    expect(targets.asked[0]?.state).toBe("given up");
  });
});
