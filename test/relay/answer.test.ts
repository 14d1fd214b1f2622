import { describe, expect, test, vi } from "vitest";
import type { RequestContext } from "../../runtime/context.ts";
import { gatewayError } from "../../runtime/errors.ts";
import type { HeldAnswer } from "../../runtime/failure/held-answer.ts";
import { addOwnHeaders, sendAnswer, sendError, sendStreamHead } from "../../runtime/relay/answer.ts";
import { jsonAnswer } from "../../runtime/relay/answer-head.ts";
import { KeepAlive } from "../../runtime/relay/keep-alive.ts";
import { bodyOf, createHarness } from "../support/attempt-harness.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { fakeResponse } from "../support/fake-response.ts";
import { heldTimers } from "../support/held-timers.ts";

const passReal = heldTimers();

function client(fields: Partial<RequestContext> = {}) {
  const res = fakeResponse();
  const context: RequestContext = Object.assign(createHarness().contextFor({ stream: true }, res), fields);
  return { res, context };
}

const held = (body: string, status = 503): HeldAnswer => ({ status, headers: ["x-a", "1"], body: Buffer.from(body) });

describe("headers of its own", () => {
  test("are the request's id, and where it was answered", () => {
    const { context } = client({ target: "a:m", attempts: 2 });
    expect(addOwnHeaders(["x-a", "1"], context)).toEqual([
      ...["x-a", "1", "x-request-id", "req_1"],
      ...["x-turnout-route", "a:m", "x-turnout-attempts", "2"],
    ]);
  });

  test("are the id alone where no target was asked", () => {
    expect(addOwnHeaders([], client().context)).toEqual(["x-request-id", "req_1"]);
  });

  test.each([
    [["one"], [], "one"],
    [[], ["two"], "two"],
    [["one"], ["two", "one"], "one; two"],
  ])("hold each warning once: %j and %j", (warnings, targetWarnings, text) => {
    const { context } = client({ warnings, targetWarnings });
    expect(addOwnHeaders([], context)).toEqual(["x-request-id", "req_1", "x-turnout-warning", text]);
  });
});

describe("an answer", () => {
  test("goes out in one write, with its length", () => {
    const { res, context } = client();
    sendAnswer(context, held('{"é":1}', 201));
    expect(res.calls).toEqual(["head 201", 'end {"é":1}']);
    expect([res.header("content-length"), res.header("x-a"), res.header("x-request-id")]).toEqual(["8", "1", "req_1"]);
  });

  test("without content has no length", () => {
    const { res, context } = client();
    sendAnswer(context, held("", 204));
    expect([res.status(), res.header("content-length")]).toEqual([204, null]);
  });

  test("that came as events is JSON now", () => {
    const headers = ["x-a", "1", "content-type", "text/event-stream"];
    const head = { status: 200, headers, events: true, resume() {} };
    expect(jsonAnswer(head, 500, Buffer.from("{}"))).toEqual({
      status: 500,
      headers: ["x-a", "1", "content-type", "application/json"],
      body: Buffer.from("{}"),
    });
    const first = { ...head, headers: ["content-type", "text/event-stream"] };
    expect(jsonAnswer(first, 200, Buffer.from("{}")).headers).toEqual(["content-type", "application/json"]);
    const bare = { ...head, headers: ["x-a", "1"] };
    expect(jsonAnswer(bare, 200, Buffer.from("{}")).headers).toEqual(["x-a", "1", "content-type", "application/json"]);
  });
});

describe("an error", () => {
  test("is JSON, with its length", () => {
    const { res, context } = client();
    sendError(context, gatewayError("model_not_found", "no", "model"));
    expect(res.calls[0]).toBe("head 404");
    expect(JSON.parse(res.text())).toMatchObject({ error: { message: "no", code: "model_not_found" } });
    expect([res.header("content-type"), res.header("content-length"), res.header("www-authenticate")]).toEqual([
      "application/json",
      String(res.text().length),
      null,
    ]);
  });

  test("of a wrong key says how to send a right one", () => {
    const { res, context } = client();
    sendError(context, gatewayError("invalid_api_key", "no"));
    expect([res.status(), res.header("www-authenticate")]).toEqual([401, "Bearer"]);
  });

  test.each(["destroyed", "writableEnded"])("is not sent to a client that is gone (%s)", (how) => {
    const { res, context } = client();
    Object.assign(context.res, { [how]: true });
    sendError(context, gatewayError("model_not_found", "no"));
    expect(res.calls).toEqual([]);
  });
});

describe("behind the head of a stream", () => {
  function begun() {
    const { res, context } = client();
    sendStreamHead(context);
    return { res, context };
  }

  test("which is one of events that nobody keeps", () => {
    const { res } = begun();
    expect(res.calls).toEqual(["head 200"]);
    expect([res.header("content-type"), res.header("cache-control"), res.header("x-request-id")]).toEqual([
      "text/event-stream; charset=utf-8",
      "no-cache",
      "req_1",
    ]);
    expect(res.header("x-accel-buffering")).toBe("no");
  });

  test("an error is an event, and the end", () => {
    const { res, context } = begun();
    sendError(context, gatewayError("model_not_found", "no"));
    expect(res.calls).toHaveLength(2);
    expect(res.calls[1]).toMatch(/^write data: .*"no".*\n\n$/s);
    passReal(249);
    expect(res.calls).toHaveLength(2);
    passReal(1);
    // A client that skips the event must not take the stream for complete.
    expect(res.calls[2]).toBe("destroy");
    expect(context.brokeOff).toBe(true);
  });

  test("an error is the last, also while its client has time to read it", () => {
    const { res, context } = begun();
    sendError(context, gatewayError("model_not_found", "no"));
    sendError(context, gatewayError("model_not_found", "again"));
    expect(res.text()).not.toContain("again");
    const clock = fakeClock();
    new KeepAlive(context, clock, 10, bodyOf({ model: "m", stream: true })).start();
    clock.advance(50);
    expect([res.text(), clock.pending]).toEqual([expect.not.stringContaining("keepalive"), 0]);
  });

  test("a client that closes first leaves no timer behind", () => {
    const { context } = begun();
    sendError(context, gatewayError("model_not_found", "no"));
    expect(vi.getTimerCount()).toBe(1);
    context.res.emit("close");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("an upstream's error is one too", () => {
    const { res, context } = begun();
    sendAnswer(context, held('{"error":{"message":"busy","code":"x"}}'));
    expect(res.text()).toMatch(/^data: .*"busy".*\n\n$/s);
  });

  test("so is one that cannot be read", () => {
    const { res, context } = begun();
    sendAnswer(context, held("<html>"));
    expect(res.text()).toBe('data: {"error":{}}\n\n');
  });

  test.each(["destroyed", "writableEnded"])("nothing is sent to a client that is gone (%s)", (how) => {
    const { res, context } = begun();
    Object.assign(context.res, { [how]: true });
    sendAnswer(context, held("<html>"));
    sendAnswer(context, held('{"error":{"message":"busy","code":"x"}}'));
    expect(res.calls).toEqual(["head 200"]);
  });
});
