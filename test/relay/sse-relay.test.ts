import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import type { RequestContext } from "../../runtime/context.ts";
import { anyErrors } from "../../runtime/failure/error-reader.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { checkEvents } from "../../runtime/protocols/event-check.ts";
import { Relay, type RelayPlan } from "../../runtime/relay/relay.ts";
import { createSweeper } from "../../runtime/relay/sweeper.ts";
import { wireAnswers } from "../../runtime/relay/wire-answers.ts";
import { UpstreamFailure } from "../../runtime/wire/upstream.ts";
import { bodyOf } from "../support/attempt-harness.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { fakeResponse, nextTurn } from "../support/fake-response.ts";

const EVENT = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';

describe("one attempt", () => {
  function relay(plan: Partial<RelayPlan> = {}) {
    const fake = fakeResponse();
    const clock = fakeClock();
    const outcomes: Outcome[] = [];
    const ends: (Outcome | "answered")[] = [];
    const context: RequestContext = {
      id: "1",
      req: {} as IncomingMessage,
      res: fake.response,
      frontend: chatEndpoint,
      startedAt: 0,
      model: "m",
      session: null,
      target: "b:m",
      attempts: 1,
      tried: [],
      warnings: [],
      targetWarnings: [],
      brokeOff: false,
      replay: null,
      address: "127.0.0.1",
      key: "",
    };
    const owner = {
      context,
      opened: () => {},
      commit: () => true,
      sending: () => {},
      answered: () => void ends.push("answered"),
      failed: (outcome: Outcome) => void outcomes.push(outcome),
      broke: (outcome: Outcome) => void ends.push(outcome),
    };
    const it = new Relay(owner, {
      clock,
      sweeper: createSweeper(clock),
      limits: { header: null, firstToken: null, total: null },
      streamIdle: null,
      streamEnd: 15_000,
      hold: false,
      body: bodyOf({ model: "m", stream: true }),
      fold: null,
      errors: anyErrors,
      wire: wireAnswers,
      flush: null,
      mend: checkEvents,
      ...plan,
    });
    let aborted = 0;
    it.onConnect(() => void aborted++);
    return Object.assign(fake, { relay: it, outcomes, ends, clock, aborted: () => aborted });
  }
  const STREAM = ["content-type", "text/event-stream; charset=utf-8"];

  test("that breaks in the same step as its first event leaves nothing for the next", async () => {
    const { relay: it, outcomes, calls } = relay();
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from(EVENT));
    it.onError(new UpstreamFailure("protocol", "broken"));
    expect(outcomes).toEqual([{ kind: "invalid", reason: "protocol" }]);
    await nextTurn();
    expect(calls).toEqual([]);
  });

  test("that times out in the same step as its first event leaves nothing either", async () => {
    const limits = { header: null, firstToken: null, total: 50 };
    const { relay: it, outcomes, calls, aborted, clock } = relay({ limits });
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from(EVENT));
    clock.advance(50);
    expect(outcomes).toEqual([{ kind: "timeout", of: "total" }]);
    expect(aborted()).toBe(1);
    await nextTurn();
    expect(calls).toEqual([]);
  });

  test("is a stream by its type, in any notation", async () => {
    const { relay: it, calls } = relay();
    it.onHeaders(200, ["content-type", "Text/Event-Stream"], () => {});
    it.onData(Buffer.from(EVENT));
    await nextTurn();
    expect(calls).toEqual(["head 200", `write ${EVENT}`]);
  });

  test("that was cancelled reports nothing more", async () => {
    const { relay: it, outcomes, calls, aborted } = relay();
    it.onHeaders(200, STREAM, () => {});
    it.cancel();
    it.onData(Buffer.from(EVENT));
    it.onComplete();
    it.onError(new UpstreamFailure("connection", "aborted"));
    await nextTurn();
    expect(aborted()).toBe(1);
    expect([outcomes, calls]).toEqual([[], []]);
  });

  test.each([
    ["connection", false, { kind: "connection" }],
    ["timeout", false, { kind: "timeout", of: "connect" }],
    ["protocol", false, { kind: "invalid", reason: "protocol" }],
    ["connection", true, { kind: "invalid", reason: "cut" }],
    ["timeout", true, { kind: "timeout", of: "idle" }],
  ] as const)("a failure (%s, answered: %s) is %j", (kind, answered, outcome) => {
    const { relay: it, outcomes } = relay();
    if (answered) it.onHeaders(200, ["content-type", "application/json"], () => {});
    it.onError(new UpstreamFailure(kind, "why"));
    expect(outcomes).toEqual([outcome]);
  });

  test("a redirect is not an answer", () => {
    const { relay: it, outcomes, aborted } = relay();
    it.onHeaders(302, ["location", "http://elsewhere"], () => {});
    expect(outcomes).toEqual([{ kind: "invalid", reason: "protocol" }]);
    expect(aborted()).toBe(1);
  });

  test("an answer is held until it is complete, unless it is larger than 1 MB", () => {
    const { relay: it, calls } = relay({ body: bodyOf({ model: "m" }) });
    it.onHeaders(200, ["content-type", "application/json"], () => {});
    it.onData(Buffer.alloc(1 << 20, "x"));
    expect(calls).toEqual([]);
    it.onData(Buffer.from("y"));
    expect(calls[0]).toBe("head 200");
    expect(calls[1]).toHaveLength("write ".length + (1 << 20) + 1);
  });

  test("an error that is larger is not held: another target is tried", () => {
    const { relay: it, outcomes, calls, aborted } = relay({ hold: true });
    it.onHeaders(429, ["content-type", "text/html", "retry-after", "7"], () => {});
    it.onData(Buffer.alloc((1 << 20) + 1, "x"));
    expect(outcomes).toEqual([{ kind: "status", status: 429, code: null, message: null, retryAfter: 7000 }]);
    expect([calls, aborted()]).toEqual([[], 1]);
  });

  test("unless it is one that is shown unchanged: it may quote a whole request", () => {
    const { relay: it, outcomes, calls } = relay();
    it.onHeaders(413, ["content-type", "application/json"], () => {});
    it.onData(Buffer.alloc((1 << 20) + 1, "x"));
    expect(outcomes).toEqual([]);
    expect(calls[0]).toBe("head 413");
  });

  describe("into which only events fit, because the client has received comments,", () => {
    const begun = (encoding: string) => {
      const it = relay({ hold: true });
      it.relay.onHeaders(200, ["content-type", "application/json", "content-encoding", encoding], () => {});
      it.response.writeHead(200);
      return it;
    };

    test("is not answered by a body", () => {
      const { relay: it, outcomes, text } = begun("identity");
      it.onData(Buffer.from('{"choices":[]}'));
      it.onComplete();
      expect([outcomes, text()]).toEqual([[{ kind: "invalid", reason: "protocol" }], ""]);
    });

    test.each([
      ["too large to hold", "identity", (1 << 25) + 1],
      ["in an encoding", "gzip", 1],
    ])("is not answered by one %s", (_, encoding, size) => {
      const { relay: it, outcomes, text, aborted } = begun(encoding);
      it.onData(Buffer.alloc(size, "x"));
      expect([outcomes, text(), aborted()]).toEqual([[{ kind: "invalid", reason: "protocol" }], "", 1]);
    });
  });

  test.each([
    ["header", { header: 10, firstToken: 20, total: 30 }, [], 10],
    ["first_token", { header: 10, firstToken: 20, total: 30 }, ["head"], 20],
    ["first_token", { header: null, firstToken: 20, total: 30 }, [], 20],
    ["total", { header: 10, firstToken: 20, total: 30 }, ["head", "event"], 30],
    ["total", { header: 40, firstToken: 50, total: 30 }, [], 30],
  ] as const)("has its limits: %s of %j after %j", async (of, limits, steps, ms) => {
    const { relay: it, outcomes, ends, clock } = relay({ limits });
    if ((steps as readonly string[]).includes("head")) it.onHeaders(200, STREAM, () => {});
    if ((steps as readonly string[]).includes("event")) it.onData(Buffer.from(EVENT));
    await nextTurn();
    clock.advance(ms - 1);
    expect([...outcomes, ...ends]).toEqual([]);
    clock.advance(1);
    expect([...outcomes, ...ends]).toEqual([{ kind: "timeout", of }]);
  });

  test("only waits for a first token in streams: a whole answer shows none", () => {
    const { relay: it, outcomes, clock } = relay({ limits: { header: null, firstToken: 20, total: null } });
    it.onHeaders(200, ["content-type", "application/json"], () => {});
    clock.advance(1000);
    expect(outcomes).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test("a role alone is no first token", async () => {
    const { relay: it, outcomes, clock } = relay({ limits: { header: null, firstToken: 20, total: null } });
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from('data: {"choices":[{"delta":{"role":"assistant"}}]}\n\n'));
    await nextTurn();
    clock.advance(20);
    expect(outcomes).toEqual([{ kind: "timeout", of: "first_token" }]);
  });

  test("that falls silent in the middle of a stream ends with an error", async () => {
    const { relay: it, ends, clock, aborted, text } = relay({ streamIdle: 500 });
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from(EVENT));
    await nextTurn();
    clock.advance(400);
    expect(ends).toEqual([]);
    clock.advance(400);
    expect(ends).toEqual([{ kind: "timeout", of: "idle" }]);
    expect(aborted()).toBe(1);
    expect(text()).toMatch(/data: \{"error":.*upstream_timeout.*\}\n\n$/);
    clock.advance(1000);
    expect(clock.pending).toBe(0);
  });

  test("is not silent while the client is not reading", async () => {
    const fake = relay({ streamIdle: 500 });
    fake.takes = false;
    fake.relay.onHeaders(200, STREAM, () => {});
    fake.relay.onData(Buffer.from(EVENT));
    await nextTurn();
    fake.clock.advance(5000);
    expect(fake.ends).toEqual([]);
    fake.drain();
    fake.clock.advance(700);
    expect(fake.ends).toEqual([{ kind: "timeout", of: "idle" }]);
  });

  describe("whose connection breaks after [DONE] is complete", () => {
    const whole = `${EVENT}data: [DONE]\n\n`;
    const broken = new UpstreamFailure("connection", "reset");

    test.each([
      ["at once", false],
      ["later", true],
    ])("%s", async (_, later) => {
      const { relay: it, ends, outcomes, text } = relay();
      it.onHeaders(200, STREAM, () => {});
      it.onData(Buffer.from(whole));
      if (later) await nextTurn();
      it.onError(broken);
      expect([ends, outcomes, text()]).toEqual([["answered"], [], whole]);
    });

    test("even if it was held", async () => {
      const { relay: it, ends, outcomes, text } = relay({ hold: true });
      it.onHeaders(200, STREAM, () => {});
      it.onData(Buffer.from(whole));
      await nextTurn();
      it.onError(broken);
      expect([ends, outcomes, text()]).toEqual([["answered"], [], whole]);
    });

    test("and also if its time runs out there", async () => {
      const { relay: it, ends, clock, text } = relay({ limits: { header: null, firstToken: null, total: 50 } });
      it.onHeaders(200, STREAM, () => {});
      it.onData(Buffer.from(whole));
      await nextTurn();
      it.onData(Buffer.from(": ping\n\n"));
      clock.advance(50);
      expect(ends).toEqual(["answered"]);
      expect(text()).toBe(`${whole}: ping\n\n`);
    });
  });

  test("that has a blank finish_reason in each chunk has not announced its end when it is slow", async () => {
    const { relay: it, ends, clock } = relay();
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from('data: {"choices":[{"delta":{"content":"a"},"finish_reason":""}]}\n\n'));
    await nextTurn();
    clock.advance(5000);
    expect(ends).toEqual([]);
    it.onComplete();
    expect(ends).toEqual([{ kind: "invalid", reason: "cut" }]);
  });
});
