import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { createRawSink } from "../../runtime/relay/raw-sink.ts";
import { SseSink } from "../../runtime/relay/sse-sink.ts";
import type { Outcome } from "../../runtime/routing/outcome.ts";
import { type FakeResponse, fakeResponse, nextTurn } from "../support/fake-response.ts";
import { cutAt } from "../support/json-text.ts";

const CUT = gatewayError("upstream_cut", "cut");
const isError = (text: string): boolean =>
  /^data: \{"error":\{"message":".*","type":"upstream_error",.*\}\}\n\n$/.test(text);

interface Sinking extends FakeResponse {
  readonly sink: SseSink;
  readonly resumed: () => number;
  /** What the relay was told, in order. */
  readonly told: readonly (Outcome | "claim")[];
}

function sse({ hold = false, wanted = true } = {}): Sinking {
  const fake = fakeResponse();
  const told: (Outcome | "claim")[] = [];
  let resumed = 0;
  const owner = {
    claim() {
      told.push("claim");
      return wanted;
    },
    commit: () => void fake.response.writeHead(200),
    resume() {
      resumed++;
    },
    failed: (outcome: Outcome) => void told.push(outcome),
  };
  const sink = new SseSink({ res: fake.response, owner, hold });
  return Object.assign(fake, { sink, resumed: () => resumed, told });
}

const ROLE = 'data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n';
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

  test("one of several megabytes passes once it is whole", async () => {
    const { sink, text } = sse();
    const image = event("x".repeat(3_000_000));
    for (const piece of cutAt(Buffer.from(image), [65_536, 131_072, 1_500_000, 2_999_999])) {
      sink.write(piece);
      await nextTurn();
    }
    expect(text()).toBe(image);
  });

  test("one that grows beyond what can be held ends the stream with an error", async () => {
    const { sink, text, told } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    for (let i = 0; i < 17; i++) {
      sink.write(Buffer.alloc(1 << 20, "x"));
      await nextTurn();
    }
    expect(told).toEqual(["claim", { kind: "invalid", reason: "malformed" }]);
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

  test("however a stream is cut, it goes out whole and in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            event("a"),
            event("é"),
            ": ping\n\n",
            'data: {"a":1}\r\n\r\n',
            'event: e\ndata: {"b":[2]}\n\n',
          ),
        ),
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
  ])("of a stream that tells it: %s", async (_, ...writes) => {
    const { sink, text } = sse();
    for (const write of writes) {
      sink.write(Buffer.from(write));
      await nextTurn();
    }
    expect(sink.end()).toBeNull();
    const told = writes.join("").trimEnd();
    expect(
      text()
        .trimEnd()
        .replace(/\n\ndata: \[DONE\]$/, ""),
    ).toBe(told.replace(/\s+data: \[DONE\]$/, ""));
  });

  test.each([
    ["an object", 'data: {"error":{"message":"overloaded"}}\n\n', 500],
    ["a text", 'data: {"error":"overloaded"}\n\n', 500],
    ["a text with its code", 'data: {"error":"overloaded","code":529}\n\n', 529],
    ["that ends a choice", 'data: {"error":{"code":502},"choices":[{"delta":{},"finish_reason":"error"}]}\n\n', 502],
    ["without a blank line", 'data: {"error":{"code":"rate_limit_exceeded"}}', 429],
    ["before a [DONE]", `data: {"error":{"code":503}}\n\n${DONE}`, 503],
  ])("of a stream that tells an error of the upstream's: %s", async (_, write, status) => {
    const { sink, text } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(write));
    await nextTurn();
    expect(sink.end()).toMatchObject({ kind: "status", status });
    expect(text().trimEnd()).toBe((event("a") + write).trimEnd());
  });

  test("of one that breaks behind its error: it is told once", async () => {
    const { sink, text } = sse();
    const error = 'data: {"error":{"message":"overloaded"}}\n\n';
    for (const write of [event("a"), error]) {
      sink.write(Buffer.from(write));
      await nextTurn();
    }
    sink.fail(gatewayError("upstream_timeout", "late"));
    expect(text()).toBe(event("a") + error);
  });

  test.each([
    ["nothing", event("a")],
    ["[DONE] as words", event("data: [DONE]")],
    ["[DONE] inside a line", `${event("a")}: data: [DONE]\n\n`],
    ["a finish_reason that is null", `${event("a")}data: {"choices":[{"delta":{},"finish_reason":null}]}\n\n`],
    ["a finish_reason as words", event('\\"finish_reason\\": \\"stop\\"')],
    ["an error as words", event('data: {\\"error\\":{')],
    ["the end, but half an event behind it", `${DONE}data: {"cho`],
  ])("of a stream that does not: %s", async (_, write) => {
    const { sink, text } = sse();
    sink.write(Buffer.from(write));
    await nextTurn();
    expect(sink.end()).toEqual({ kind: "invalid", reason: "cut" });
    const cut = write.lastIndexOf("\n\n") + 2;
    expect(text().slice(0, cut)).toBe(write.slice(0, cut));
    expect(isError(text().slice(cut))).toBe(true);
  });

  test.each([[""], [ROLE], [event("a").slice(0, 10)], [": ping\n\n"]])(
    "before anything was sent, and not whole: an error for the next target (%j)",
    async (write) => {
      const { sink, calls } = sse();
      if (write !== "") sink.write(Buffer.from(write));
      expect(sink.end()).toEqual({ kind: "invalid", reason: "cut" });
      await nextTurn();
      expect(calls).toEqual([]);
    },
  );

  test("all in one read: head and stream at once", () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a") + DONE));
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", `write ${event("a")}${DONE}`, "end "]);
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

describe("before the first output", () => {
  test("the role, comments and usage are held, and go out with it", async () => {
    const { sink, calls, told } = sse();
    for (const start of [": hello\n\n", ROLE, 'data: {"choices":[],"usage":{}}\n\n']) {
      sink.write(Buffer.from(start));
      await nextTurn();
    }
    expect([calls, told]).toEqual([[], []]);
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    expect(told).toEqual(["claim"]);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatch(/^write : hello\n\n.*"role".*"usage".*"content":"a"/s);
  });

  test.each([
    ["reasoning", '{"choices":[{"delta":{"reasoning_content":"hm"}}]}'],
    ["a tool call", '{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}}]}'],
    ["a refusal", '{"choices":[{"delta":{"refusal":"no"}}]}'],
    ["an answer of nothing", '{"choices":[{"delta":{},"finish_reason":"stop"}]}'],
  ])("%s is output", async (_, data) => {
    const { sink, told } = sse();
    sink.write(Buffer.from(`data: ${data}\n\n`));
    await nextTurn();
    expect(told).toEqual(["claim"]);
  });

  test("an error event is the upstream's answer, and nothing of the stream goes out", async () => {
    const { sink, calls, told } = sse();
    sink.write(Buffer.from(`${ROLE}data: {"error":{"message":"slow down","code":"rate_limit_exceeded"}}\n\n`));
    await nextTurn();
    expect(calls).toEqual([]);
    expect(told).toMatchObject([{ kind: "status", status: 429, code: "rate_limit_exceeded" }]);
  });

  test.each(["data: {oops\n\n", "data: <html>\n\n", `${event("a")}data: {"choices"\n\n`])(
    "an event that cannot be read fails the attempt unseen: %j",
    async (bytes) => {
      const { sink, calls, told } = sse();
      sink.write(Buffer.from(bytes));
      await nextTurn();
      expect(calls).toEqual([]);
      expect(told).toEqual([{ kind: "invalid", reason: "malformed" }]);
    },
  );

  test("an attempt that is not wanted any more sends nothing", async () => {
    const { sink, calls } = sse({ wanted: false });
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(event("b")));
    await nextTurn();
    expect(calls).toEqual([]);
  });
});

describe("after the first output", () => {
  test.each([
    ["half an object", '{"choices":[{"delta"'],
    ["words", "oops"],
    ["a list", "[1]"],
    ["two objects", "{} {}"],
  ])("an event that cannot be read ends the stream with an error: %s", async (_, data) => {
    const { sink, text, told } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(`${event("b")}data: ${data}\n\n${event("c")}${DONE}`));
    await nextTurn();
    const good = event("a") + event("b");
    expect(text().slice(0, good.length)).toBe(good);
    expect(isError(text().slice(good.length))).toBe(true);
    expect(told).toEqual(["claim", { kind: "invalid", reason: "malformed" }]);
  });
});

describe("an answer that is held", () => {
  test("goes out whole at its end", async () => {
    const { sink, calls, told } = sse({ hold: true });
    for (const bytes of [ROLE, event("a"), event("b"), FINISH]) {
      sink.write(Buffer.from(bytes));
      await nextTurn();
    }
    expect([calls, told]).toEqual([[], ["claim"]]);
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", `end ${ROLE}${event("a")}${event("b")}${FINISH}${DONE}`]);
  });

  test.each([
    ["a cut", event("b"), { kind: "invalid", reason: "cut" }],
    ["an event that cannot be read", "data: {oops\n\n", { kind: "invalid", reason: "malformed" }],
  ])("leaves nothing behind for the next target: %s", async (_, bytes, outcome) => {
    const { sink, calls, told } = sse({ hold: true });
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(bytes));
    await nextTurn();
    expect([...told.slice(1), sink.end()].filter((each) => each !== null)).toEqual([outcome]);
    expect(calls).toEqual([]);
  });

  test("an error event in the middle fails over as well", async () => {
    const { sink, calls, told } = sse({ hold: true });
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from('data: {"error":{"message":"overloaded","type":"server_error"}}\n\n'));
    await nextTurn();
    expect(told).toMatchObject(["claim", { kind: "status", status: 500 }]);
    expect(calls).toEqual([]);
  });
});

describe("raw bytes", () => {
  function raw() {
    const fake = fakeResponse();
    let resumed = 0;
    const sink = createRawSink(fake.response, {
      claim: () => true,
      commit: () => void fake.response.writeHead(200),
      resume() {
        resumed++;
      },
      failed: () => {},
    });
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
