import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { createRawSink } from "../../runtime/relay/raw-sink.ts";
import { SseSink } from "../../runtime/relay/sse-sink.ts";
import { type FakeResponse, fakeResponse, nextTurn } from "../support/fake-response.ts";
import { cutAt } from "../support/json-text.ts";

const CUT = gatewayError("upstream_cut", "cut");
const isError = (text: string): boolean =>
  /^data: \{"error":\{"message":".*","type":"upstream_error",.*\}\}\n\n$/.test(text);

interface Sinking extends FakeResponse {
  readonly sink: SseSink;
  readonly resumed: () => number;
}

function sse(): Sinking {
  const fake = fakeResponse();
  let resumed = 0;
  const sink = new SseSink(
    fake.response,
    () => fake.response.writeHead(200),
    () => {
      resumed++;
    },
  );
  return Object.assign(fake, { sink, resumed: () => resumed });
}

const event = (content: string): string => `data: {"choices":[{"delta":{"content":"${content}"}}]}\n\n`;
const FINISH = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n';
const DONE = "data: [DONE]\n\n";

describe("whole events", () => {
  test("of one step go out in one write, behind the head", async () => {
    const { sink, calls } = sse();
    expect(sink.write(Buffer.from(event("a")))).toBe(true);
    expect(sink.write(Buffer.from(event("b")))).toBe(true);
    expect(sink.committed).toBe(false);
    expect(calls).toEqual([]);
    await nextTurn();
    expect(sink.committed).toBe(true);
    expect(calls).toEqual(["head 200", `write ${event("a")}${event("b")}`]);
  });

  test("only: what is begun waits for its end", async () => {
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

  test("the start of one commits nothing", async () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a").slice(0, -1)));
    await nextTurn();
    expect(sink.committed).toBe(false);
    expect(calls).toEqual([]);
  });

  test("one longer than 1 MB passes before it is whole", async () => {
    const { sink, text } = sse();
    const long = Buffer.alloc(1_100_000, "x");
    sink.write(long);
    await nextTurn();
    expect(text().length).toBe(long.length);
  });

  test("nothing is written to a client that has left", async () => {
    const { sink, calls, response } = sse();
    sink.write(Buffer.from(event("a")));
    response.destroy();
    await nextTurn();
    expect(calls).toEqual(["destroy"]);
  });

  test("however a stream is cut, it goes out whole and in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(event("a"), event("é"), ": ping\n\n", "data: x\r\n\r\n", "event: e\ndata: y\n\n")),
        fc.array(fc.nat(500), { maxLength: 8 }),
        fc.constantFrom(DONE, "data: [DONE]", "data:[DONE]\r\n\r\n", FINISH, FINISH.trimEnd()),
        async (events, cuts, ending) => {
          const { sink, text } = sse();
          const stream = events.join("") + ending;
          for (const piece of cutAt(Buffer.from(stream), cuts)) {
            sink.write(piece);
            if (piece.length % 2 === 0) await nextTurn();
          }
          expect(sink.end()).toBeNull();
          expect(text().trimEnd()).toBe(stream.trimEnd());
          expect(text()).toMatch(/(\n\n|\r\n\r\n)$/);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("back-pressure", () => {
  test("holds the upstream until the client takes more", async () => {
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

  test("is asked for once, however often the client is full", async () => {
    const fake = sse();
    fake.takes = false;
    for (let i = 0; i < 20; i++) {
      fake.sink.write(Buffer.from(event("a")));
      await nextTurn();
    }
    expect(fake.response.listenerCount("drain")).toBe(1);
  });
});

describe("the end", () => {
  test.each([
    ["[DONE]", event("a") + DONE],
    ["[DONE] in its own write", event("a"), DONE],
    ["[DONE] without a blank line", event("a") + DONE.trimEnd()],
    ["[DONE] with CRLF", `${event("a")}data: [DONE]\r\n\r\n`],
    ["a finish_reason", event("a"), FINISH],
    ["a finish_reason, then usage", event("a"), FINISH, 'data: {"choices":[],"usage":{}}\n\n'],
    ["an error of the upstream's", event("a"), 'data: {"error":{"message":"overloaded"}}\n\n'],
    ["an error as text", event("a"), 'data: {"error":"overloaded"}\n\n'],
  ])("of a stream that tells it: %s", async (_, ...writes) => {
    const { sink, text } = sse();
    for (const write of writes) {
      sink.write(Buffer.from(write));
      await nextTurn();
    }
    expect(sink.end()).toBeNull();
    expect(text().trimEnd()).toBe(writes.join("").trimEnd());
  });

  test.each([
    ["nothing", event("a")],
    ["[DONE] as words", event("data: [DONE]")],
    ["[DONE] inside a line", `${event("a")}: data: [DONE]\n\n`],
    ["a finish_reason that is null", 'data: {"choices":[{"delta":{},"finish_reason":null}]}\n\n'],
    ["a finish_reason as words", event('\\"finish_reason\\": \\"stop\\"')],
    ["an error as words", event('data: {\\"error\\":{')],
    ["the end, but half an event behind it", `${DONE}data: {"cho`],
  ])("of a stream that does not: %s", async (_, write) => {
    const { sink, text } = sse();
    sink.write(Buffer.from(write));
    await nextTurn();
    expect(sink.end()).toBeNull();
    const cut = write.lastIndexOf("\n\n") + 2;
    expect(text().slice(0, cut)).toBe(write.slice(0, cut));
    expect(isError(text().slice(cut))).toBe(true);
  });

  test.each([[""], [event("a")], [event("a").slice(0, 10)], [": ping\n\n"]])(
    "before anything was sent, and not whole: an error for the next target (%j)",
    async (write) => {
      const { sink, calls } = sse();
      if (write !== "") sink.write(Buffer.from(write));
      expect(sink.end()).toMatchObject({ code: "upstream_cut" });
      await nextTurn();
      expect(calls).toEqual([]);
    },
  );

  test("all in one read: head and stream at once", () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a") + DONE));
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", `end ${event("a")}${DONE}`]);
  });

  test("by a failure: whole events, an error, no half an event and no [DONE]", async () => {
    const { sink, text } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(event("b") + event("c").slice(0, 9)));
    sink.fail(CUT);
    await nextTurn();
    const whole = event("a") + event("b");
    expect(text().slice(0, whole.length)).toBe(whole);
    expect(isError(text().slice(whole.length))).toBe(true);
  });
});

describe("raw bytes", () => {
  function raw() {
    const fake = fakeResponse();
    let resumed = 0;
    const sink = createRawSink(
      fake.response,
      () => fake.response.writeHead(200),
      () => {
        resumed++;
      },
    );
    return Object.assign(fake, { sink, resumed: () => resumed });
  }

  test("go out as they come, behind the head", () => {
    const { sink, calls } = raw();
    expect(sink.committed).toBe(false);
    expect(sink.write(Buffer.from("a"))).toBe(true);
    expect(sink.committed).toBe(true);
    sink.write(Buffer.from("b"));
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", "write a", "write b", "end "]);
  });

  test("hold back while the client is full", () => {
    const fake = raw();
    fake.takes = false;
    expect(fake.sink.write(Buffer.from("a"))).toBe(false);
    expect(fake.resumed()).toBe(0);
    fake.drain();
    expect(fake.resumed()).toBe(1);
  });

  test("that are none still have a head", () => {
    const { sink, calls } = raw();
    sink.end();
    expect(calls).toEqual(["head 200", "end "]);
  });

  test("that break off break the connection", () => {
    const { sink, calls } = raw();
    sink.write(Buffer.from("a"));
    sink.fail(CUT);
    expect(calls.at(-1)).toBe("destroy");
  });
});
