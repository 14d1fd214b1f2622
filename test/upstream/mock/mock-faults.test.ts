import { describe, expect, it } from "vitest";
import type { MockBackend } from "../../../runtime/contract/mock-backend.ts";
import { dispatch } from "../../support/dispatch.ts";
import { startMock } from "../../support/mock.ts";

const WORDS = "one two three four";

function start(options: Partial<MockBackend>, stream = true) {
  const { upstream, clock } = startMock(options);
  const ask = () =>
    dispatch(upstream, "/v1/chat/completions", { model: "m", stream, messages: [{ role: "user", content: WORDS }] });
  return { upstream, clock, ask };
}

describe("a mock's pace", () => {
  it("never answers within dispatch", () => {
    const { ask, clock } = start({});
    const answer = ask();
    expect(answer.status).toBeNull();
    clock.advance(0);
    expect(answer.end).toBe("complete");
  });

  it("keeps wordDelay between words", () => {
    const { ask, clock } = start({ wordDelay: 0.5 });
    const answer = ask();
    clock.advance(0);
    expect(answer.text).toContain('"one"');
    clock.advance(499);
    expect(answer.text).not.toContain('" two"');
    clock.advance(1);
    expect(answer.text).toContain('" two"');
    clock.advance(1000);
    expect(answer.end).toBe("complete");
  });

  it("pauses when asked to and continues from there", () => {
    const { ask, clock } = start({ wordDelay: 1 });
    const answer = ask();
    answer.flowing = false;
    clock.advance(10_000);
    expect(answer.status).toBe(200);
    expect(answer.chunks).toHaveLength(0);
    answer.resume();
    expect(answer.chunks).toHaveLength(1);
    clock.advance(10_000);
    expect(answer.chunks).toHaveLength(1);
    answer.flowing = true;
    answer.resume();
    clock.advance(10_000);
    expect(answer.end).toBe("complete");
    expect(answer.text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("ends at once when aborted, with the reason", () => {
    const { ask, clock } = start({ wordDelay: 1 });
    const answer = ask();
    clock.advance(1000);
    const reason = new Error("client gone");
    answer.abort(reason);
    expect(answer).toMatchObject({ end: "error", error: reason });
    const before = answer.text;
    clock.advance(10_000);
    expect(answer.text).toBe(before);
    expect(clock.pending).toBe(0);
  });

  it("closes when the last request is done", async () => {
    const { upstream, ask, clock } = start({ wordDelay: 1 });
    const answer = ask();
    let closed = false;
    const closing = upstream.close().then(() => {
      closed = true;
    });
    await Promise.resolve();
    expect(closed).toBe(false);
    clock.advance(10_000);
    await closing;
    expect(answer.end).toBe("complete");
  });
});

describe("a mock's script of faults", () => {
  it("is applied in order, each fault so many times, and then requests succeed", () => {
    const { ask, clock } = start({
      faults: [
        { kind: "status", status: 429, retryAfter: 2, code: null, times: 2 },
        { kind: "none", times: 1 },
        { kind: "status", status: 503, retryAfter: null, code: "overloaded", times: 1 },
      ],
    });
    const answers = Array.from({ length: 6 }, ask);
    clock.advance(0);
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 200, 503, 200, 200]);
    expect(answers[0]?.headers.get("retry-after")).toBe("2");
    expect(answers[0]?.json.error).toMatchObject({ code: "rate_limit_exceeded", param: null });
    expect(answers[3]?.json.error).toMatchObject({ code: "overloaded", type: "server_error" });
    expect(answers[3]?.headers.has("retry-after")).toBe(false);
  });

  it("may last for ever", () => {
    const { ask, clock } = start({
      faults: [{ kind: "status", status: 500, retryAfter: null, code: null, times: null }],
    });
    const answers = Array.from({ length: 20 }, ask);
    clock.advance(0);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([500]));
  });

  it("delays an answer", () => {
    const { ask, clock } = start({ faults: [{ kind: "delay", seconds: 3, times: null }] });
    const answer = ask();
    clock.advance(2999);
    expect(answer.status).toBeNull();
    clock.advance(1);
    expect(answer.end).toBe("complete");
  });

  it.each([true, false])("cuts an answer after some words (stream: %s)", (stream) => {
    const { ask, clock } = start({ faults: [{ kind: "cut", words: 2, times: null }] }, stream);
    const answer = ask();
    clock.advance(0);
    expect(answer).toMatchObject({ status: 200, end: "error", error: { kind: "connection" } });
    expect(answer.text).toContain("two");
    expect(answer.text).not.toContain("three");
  });

  it.each([true, false])(
    "never lets a cut answer look complete, however many words it may have (stream: %s)",
    (stream) => {
      const { ask, clock } = start({ faults: [{ kind: "cut", words: 1000, times: null }] }, stream);
      const answer = ask();
      clock.advance(0);
      expect(answer.end).toBe("error");
      expect(answer.text).toContain("four");
      expect(answer.text).not.toContain("[DONE]");
      if (!stream) expect(() => answer.json).toThrow(SyntaxError);
    },
  );

  it("cuts before the headers", () => {
    const { ask, clock } = start({ faults: [{ kind: "cut", words: 0, times: null }] });
    const answer = ask();
    clock.advance(0);
    expect(answer).toMatchObject({ status: null, end: "error" });
  });

  it.each([0, 2])("stalls after %s words until it is aborted", (words) => {
    const { ask, clock } = start({ faults: [{ kind: "stall", words, times: null }] });
    const answer = ask();
    clock.advance(3_600_000);
    expect(answer).toMatchObject({ status: words === 0 ? null : 200, end: "open" });
    answer.abort(new Error("enough"));
    expect(answer.error?.message).toBe("enough");
  });
});
