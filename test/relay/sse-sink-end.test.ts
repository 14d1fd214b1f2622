import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import { nextTurn } from "../support/fake-response.ts";
import { DONE, event, FINISH, isError, ROLE, sse } from "../support/sinking.ts";

const SAID = event("a");
const CUT = gatewayError("upstream_cut", "cut");

describe("the end", () => {
  test.each([
    ["[DONE]", ROLE + SAID + DONE],
    ["[DONE] in its own write", ROLE + SAID, DONE],
    ["[DONE] without a blank line", ROLE + SAID + DONE.trimEnd()],
    ["[DONE] with CRLF", `${ROLE}${SAID}data: [DONE]\r\n\r\n`],
    ["a finish_reason", ROLE, FINISH],
    ["a finish_reason, then usage", ROLE, FINISH, 'data: {"choices":[],"usage":{}}\n\n'],
    ["a finish_reason, then comments", ROLE, FINISH, ": ping\n\n", ": ping\n\n", ": ping\n\n"],
    ["[DONE], then a blank line too many", ROLE + SAID, DONE, "\n"],
  ])("of a complete stream: %s", async (_, ...writes) => {
    const { sink, text } = sse({ asked: {} });
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

  test("an incomplete event is none, though it starts like the last one", async () => {
    const { sink, text } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from('data: {"choices":[{"delta":{},"finish_reason":"stop"'));
    await nextTurn();
    expect(sink.end()).toEqual({ kind: "invalid", reason: "cut" });
    expect(text()).toContain('"upstream_cut"');
    expect(text()).not.toContain("finish_reason");
  });

  test.each([
    ["an object", 'data: {"error":{"message":"overloaded"}}\n\n', 500],
    ["a text", 'data: {"error":"overloaded"}\n\n', 500],
    ["a text with its code", 'data: {"error":"overloaded","code":529}\n\n', 529],
    ["that ends a choice", 'data: {"error":{"code":502},"choices":[{"delta":{},"finish_reason":"error"}]}\n\n', 502],
    ["without a blank line", 'data: {"error":{"code":"rate_limit_exceeded"}}', 429],
    ["before a [DONE]", `data: {"error":{"code":503}}\n\n${DONE}`, 503],
  ])("of a stream with an upstream's error: %s", async (_, write, status) => {
    const { sink, text } = sse();
    sink.write(Buffer.from(event("a")));
    await nextTurn();
    sink.write(Buffer.from(write));
    await nextTurn();
    expect(sink.end()).toMatchObject({ kind: "status", status });
    expect(text().trimEnd()).toBe((event("a") + write).trimEnd());
  });

  test("of a stream that breaks after its error: the error is sent once", async () => {
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
    ["the end, but half an event behind it", `${event("a")}${DONE}data: {"cho`],
  ])("of an incomplete stream: %s", async (_, write) => {
    const { sink, text } = sse();
    sink.write(Buffer.from(write));
    await nextTurn();
    expect(sink.end()).toEqual({ kind: "invalid", reason: "cut" });
    const cut = write.lastIndexOf("\n\n") + 2;
    expect(text().slice(0, cut)).toBe(write.slice(0, cut));
    expect(isError(text().slice(cut))).toBe(true);
  });

  test.each([[""], [ROLE], [event("a").slice(0, 10)], [": ping\n\n"]])(
    "before anything was sent, and incomplete: an error for the next target (%j)",
    async (write) => {
      const { sink, calls } = sse();
      if (write !== "") sink.write(Buffer.from(write));
      expect(sink.end()).toEqual({ kind: "invalid", reason: "cut" });
      await nextTurn();
      expect(calls).toEqual([]);
    },
  );

  test("all in one read: headers and stream at once", () => {
    const { sink, calls } = sse();
    sink.write(Buffer.from(event("a") + DONE));
    expect(sink.end()).toBeNull();
    expect(calls).toEqual(["head 200", `write ${event("a")}${DONE}`, "end "]);
  });

  test("by a failure: complete events, an error, no partial event and no [DONE]", async () => {
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
