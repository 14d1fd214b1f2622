import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { nextTurn } from "../support/fake-response.ts";
import { cutAt } from "../support/json-text.ts";
import { DONE, event, FINISH, isError, ROLE, sse } from "../support/sinking.ts";

const CUT = gatewayError("upstream_cut", "cut");

describe("complete events", () => {
  test("of one step are sent in one write, after the headers", async () => {
    const { sink, calls } = sse();
    expect(sink.write(Buffer.from(event("a")))).toBe(true);
    expect(sink.write(Buffer.from(event("b")))).toBe(true);
    expect(sink.hasSent).toBe(false);
    expect(calls).toEqual([]);
    await nextTurn();
    expect(sink.hasSent).toBe(true);
    expect(calls).toEqual(["head 200", `write ${event("a")}${event("b")}`]);
  });

  test("only: an incomplete one waits for its end", async () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a") + event("b").slice(0, 9)));
    await nextTurn();
    sink.write(Buffer.from(event("b").slice(9, 20)));
    await nextTurn();
    expect(calls).toEqual(["head 200", `write ${event("a")}`]);
    sink.write(Buffer.from(event("b").slice(20)));
    await nextTurn();
    expect(calls.slice(2)).toEqual([`write ${event("b")}`]);
  });

  test("are checked, unless Turnout itself has written them", async () => {
    for (const trusted of [false, true]) {
      const { sink, told } = sse({ trusted });
      sink.write(Buffer.from(event("a")));
      await nextTurn();
      sink.write(Buffer.from("data: {oops\n\n"));
      await nextTurn();
      expect(told).toEqual(trusted ? ["commit"] : ["commit", { kind: "invalid", reason: "malformed" }]);
    }
  });

  test("part of one sends nothing", async () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a").slice(0, -1)));
    await nextTurn();
    expect(sink.hasSent).toBe(false);
    expect(calls).toEqual([]);
  });

  test("one of several megabytes passes once it is complete", async () => {
    const { sink, text } = sse();
    const image = event("x".repeat(3_000_000));
    for (const piece of cutAt(Buffer.from(image), [65_536, 131_072, 1_500_000, 2_999_999])) {
      sink.write(piece);
      await nextTurn();
    }
    expect(text()).toBe(image);
  });

  test("one that exceeds what can be held ends the stream with an error", async () => {
    const { sink, text, told } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    for (let i = 0; i < 17; i++) {
      sink.write(Buffer.alloc(1 << 20, "x"));
      await nextTurn();
    }
    expect(told).toEqual(["commit", { kind: "invalid", reason: "malformed" }]);
    expect(text().slice(0, event("a").length)).toBe(event("a"));
    expect(isError(text().slice(event("a").length))).toBe(true);
  });

  test("nothing is written to a client that has left", async () => {
    const { sink, calls, response } = sse();
    sink.write(Buffer.from(event("a")));
    response.destroy();
    await nextTurn();
    expect(calls).toEqual(["destroy"]);
  });

  test("however a stream is cut, it is sent completely and in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            event("a"),
            event("é"),
            ": ping\n\n",
            'data: {"a":1}\r\n\r\n',
            'event: message\ndata: {"b":[2]}\n\n',
          ),
        ),
        fc.array(fc.nat(500), { maxLength: 8 }),
        fc.constantFrom(DONE, "data: [DONE]", "data:[DONE]\r\n\r\n", FINISH, FINISH.trimEnd()),
        async (events, cuts, ending) => {
          const { sink, text } = sse({ asked: {} });
          const stream = ROLE + event("first") + events.join("") + ending;
          for (const piece of cutAt(Buffer.from(stream), cuts)) {
            sink.write(piece);
            if (piece.length % 2 === 0) await nextTurn();
          }
          expect(sink.end()).toBeNull();
          const whole = ending.includes("[DONE]") ? stream.trimEnd() : `${stream.trimEnd()}\n\n${DONE.trimEnd()}`;
          expect(text().trimEnd()).toBe(whole);
          expect(text()).toMatch(/(\n\n|\r\n\r\n)$/);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("back-pressure", () => {
  test("pauses the upstream until the client reads again", async () => {
    const fake = sse();
    fake.takes = false;
    expect(fake.sink.write(Buffer.from(event("a")))).toBe(true);
    await nextTurn();
    expect(fake.sink.write(Buffer.from(event("b")))).toBe(false);
    await nextTurn();
    expect(fake.resumed()).toBe(0);
    fake.drain();
    expect(fake.resumed()).toBe(1);
    fake.takes = true;
    expect(fake.sink.write(Buffer.from(event("c")))).toBe(true);
  });

  test("resumes once, however often the client is full", async () => {
    const fake = sse();
    fake.takes = false;
    for (let i = 0; i < 20; i++) {
      fake.sink.write(Buffer.from(event("a")));
      await nextTurn();
    }
    expect(fake.response.listenerCount("drain")).toBe(1);
  });
});

describe("a stream that is over", () => {
  test("has ended once, whatever else goes wrong", () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a") + DONE));
    expect(sink.end()).toBeNull();
    const before = [...calls];
    sink.fail(CUT);
    expect([sink.end(), calls]).toEqual([null, before]);
  });

  test("by a failure has ended once as well", async () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.fail(CUT);
    const before = [...calls];
    sink.write(Buffer.from(event("b")));
    await nextTurn();
    sink.fail(CUT);
    expect([sink.end(), calls]).toEqual([null, before]);
  });

  test("by an event that cannot be read has one error, though it breaks as well", async () => {
    const { sink, text, told } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from("data: {oops\n\n"));
    sink.fail(CUT);
    expect(told).toEqual(["commit", { kind: "invalid", reason: "malformed" }]);
    expect(isError(text().slice(event("a").length))).toBe(true);
  });
});

describe("nothing is sent", () => {
  test("of a stream that was beaten, even if its only event is its last", () => {
    const { sink, calls, told } = sse({ wanted: false });
    sink.write(Buffer.from(DONE.trimEnd()));
    expect([sink.end(), calls, told]).toEqual([null, [], ["commit"]]);
  });

  test("of a stream whose first event is too large: another target may answer", async () => {
    const { sink, calls, told } = sse();
    for (let i = 0; i < 17; i++) {
      sink.write(Buffer.alloc(1 << 20, "x"));
      await nextTurn();
    }
    expect([told, calls]).toEqual([[{ kind: "invalid", reason: "malformed" }], []]);
  });
});

describe("what is held", () => {
  const megabyte = `: ${"x".repeat((1 << 20) - 4)}\n\n`;
  async function fill(wanted: boolean) {
    const all = sse({ hold: true, wanted });
    for (let i = 0; i < 32; i++) {
      all.sink.write(Buffer.from(megabyte));
      await nextTurn();
    }
    expect(all.calls).toEqual([]);
    return all;
  }

  test("is sent when it exceeds 32 MiB, and what follows it as it comes", async () => {
    const { sink, calls, text } = await fill(true);
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    expect([calls[0], text().length]).toEqual(["head 200", (32 << 20) + event("a").length]);
    sink.write(Buffer.from(event("b")));
    await nextTurn();
    expect(calls.at(-1)).toBe(`write ${event("b")}`);
  });

  test("is given up then if the stream was beaten, for good", async () => {
    const { sink, calls, told } = await fill(false);
    for (let i = 0; i < 3; i++) {
      sink.write(Buffer.from(": ping\n\n"));
      await nextTurn();
    }
    expect([calls, told]).toEqual([[], ["commit"]]);
  });
});
