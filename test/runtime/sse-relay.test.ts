import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { chatCompletions } from "../../runtime/frontends/chat-completions.ts";
import { Relay } from "../../runtime/relay/relay.ts";
import type { RequestContext } from "../../runtime/request/context.ts";
import type { Outcome } from "../../runtime/routing/classify.ts";
import { UpstreamFailure } from "../../runtime/upstream/upstream.ts";
import { fakeResponse, nextTurn } from "../support/fake-response.ts";

const EVENT = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';

describe("one attempt", () => {
  function relay() {
    const fake = fakeResponse();
    const outcomes: Outcome[] = [];
    const context: RequestContext = {
      id: "1",
      req: {} as IncomingMessage,
      res: fake.response,
      frontend: chatCompletions,
      startedAt: 0,
      model: "m",
      target: "b:m",
      attempts: 1,
      warnings: [],
    };
    const it = new Relay({ context, failed: (outcome) => void outcomes.push(outcome) });
    let aborted = 0;
    it.onConnect(() => {
      aborted++;
    });
    return Object.assign(fake, { relay: it, outcomes, aborted: () => aborted });
  }
  const STREAM = ["content-type", "text/event-stream; charset=utf-8"];

  test("that breaks in the step that brought its first event leaves nothing behind for the next", async () => {
    const { relay: it, outcomes, calls } = relay();
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from(EVENT));
    it.onError(new UpstreamFailure("protocol", "broken"));
    expect(outcomes).toEqual([{ kind: "invalid" }]);
    await nextTurn();
    expect(calls).toEqual([]);
  });

  test("whose time is up in the step that brought its first event leaves nothing behind either", async () => {
    const { relay: it, outcomes, calls, aborted } = relay();
    it.onHeaders(200, STREAM, () => {});
    it.onData(Buffer.from(EVENT));
    it.timeOut();
    expect(outcomes).toEqual([{ kind: "timeout" }]);
    expect(aborted()).toBe(1);
    await nextTurn();
    expect(calls).toEqual([]);
  });

  test("is a stream by its type, however that is written", async () => {
    const { relay: it, calls } = relay();
    it.onHeaders(200, ["content-type", "Text/Event-Stream"], () => {});
    it.onData(Buffer.from(EVENT));
    await nextTurn();
    expect(calls).toEqual(["head 200", `write ${EVENT}`]);
  });

  test("that was cancelled says nothing more to anyone", async () => {
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
    ["connection", false, "connection"],
    ["timeout", false, "timeout"],
    ["protocol", false, "invalid"],
    ["connection", true, "invalid"],
    ["timeout", true, "timeout"],
  ] as const)("a failure (%s, answered: %s) is %s", (kind, answered, outcome) => {
    const { relay: it, outcomes } = relay();
    if (answered) it.onHeaders(200, ["content-type", "application/json"], () => {});
    it.onError(new UpstreamFailure(kind, "why"));
    expect(outcomes).toEqual([{ kind: outcome }]);
  });

  test("a redirect is no answer", () => {
    const { relay: it, outcomes, aborted } = relay();
    it.onHeaders(302, ["location", "http://elsewhere"], () => {});
    expect(outcomes).toEqual([{ kind: "invalid" }]);
    expect(aborted()).toBe(1);
  });

  test("an answer is held until it is whole, unless it is larger than 1 MB", () => {
    const { relay: it, calls } = relay();
    it.onHeaders(200, ["content-type", "application/json"], () => {});
    it.onData(Buffer.alloc(1 << 20, "x"));
    expect(calls).toEqual([]);
    it.onData(Buffer.from("y"));
    expect(calls[0]).toBe("head 200");
    expect(calls[1]).toHaveLength("write ".length + (1 << 20) + 1);
  });
});
