import { describe, expect, test } from "vitest";
import { nextTurn } from "../support/fake-response.ts";
import { DONE, event, FINISH, isError, ROLE, sse } from "../support/sinking.ts";

describe("before the first output", () => {
  test("the role, comments and usage are held, and sent with it", async () => {
    const { sink, calls, told } = sse();
    for (const start of [": hello\n\n", ROLE, 'data: {"choices":[],"usage":{}}\n\n']) {
      sink.write(Buffer.from(start));
      await nextTurn();
    }
    expect([calls, told]).toEqual([[], []]);
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    expect(told).toEqual(["commit"]);
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
    expect(told).toEqual(["commit"]);
  });

  test("an error event is the upstream's answer, and nothing of the stream is sent", async () => {
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

  test("an attempt that is no longer wanted sends nothing", async () => {
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
    expect(told).toEqual(["commit", { kind: "invalid", reason: "malformed" }]);
  });
});

describe("an answer that is held", () => {
  test("is sent completely at its end", async () => {
    const { sink, calls, told } = sse({ hold: true, asked: {} });
    for (const bytes of [ROLE, event("a"), event("b"), FINISH]) {
      sink.write(Buffer.from(bytes));
      await nextTurn();
    }
    expect([calls, told]).toEqual([[], ["commit"]]);
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", `end ${ROLE}${event("a")}${event("b")}${FINISH}${DONE}`]);
  });

  test.each([
    ["a cut", event("b"), { kind: "invalid", reason: "cut" }],
    ["an event that cannot be read", "data: {oops\n\n", { kind: "invalid", reason: "malformed" }],
  ])("leaves nothing for the next target: %s", async (_, bytes, outcome) => {
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
    expect(told).toMatchObject(["commit", { kind: "status", status: 500 }]);
    expect(calls).toEqual([]);
  });
});
