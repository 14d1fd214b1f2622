/** A stream's end is read from a tail of bounded size: its last event may be longer than that. */
import { describe, expect, test } from "vitest";
import { chatStream } from "../../runtime/protocols/chat/stream/stream.ts";
import { responsesStream } from "../../runtime/protocols/responses/stream/stream.ts";
import type { StreamProtocol } from "../../runtime/protocols/stream-protocol.ts";
import { nextTurn } from "../support/fake-response.ts";
import { DONE, ROLE, sse } from "../support/sinking.ts";

const LONG = "x".repeat(9000);
const DELTA = 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"a"}\n\n';
const output = [{ type: "message", content: [{ type: "output_text", text: LONG }] }];
const named = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** What is written of the stream, cut into reads of these lengths, and what is wrong with it. */
async function streamed(text: string, cuts: readonly number[], protocol: StreamProtocol = responsesStream) {
  const { sink, calls } = sse({ protocol, asked: protocol === chatStream ? {} : null });
  let from = 0;
  for (const at of [...cuts, text.length]) {
    sink.write(Buffer.from(text.slice(from, at)));
    await nextTurn();
    from = at;
  }
  const outcome = sink.end();
  return { outcome, written: calls.map((call) => call.replace(/^(?:write|end|head 200) ?/, "")).join("") };
}

const COMPLETED = "response.completed";
const CUTS: readonly (readonly [string, readonly number[]])[] = [
  ["in one read", []],
  ["in a read of its own", [DELTA.length]],
  ["in many reads", [20, DELTA.length, DELTA.length + 600, DELTA.length + 4000, DELTA.length + 8999]],
];

describe.each(CUTS)("a response's last event of 9 KB, %s", (_, cuts) => {
  test.each([
    ["whose type comes first", named(COMPLETED, { type: COMPLETED, response: { output } })],
    ["whose type comes last", `data: ${JSON.stringify({ response: { output }, type: COMPLETED })}\n\n`],
    ["whose name alone says what it is", named(COMPLETED, { response: { output } })],
  ])("%s, ends the stream well", async (_name, last) => {
    const { outcome, written } = await streamed(DELTA + last, cuts);
    expect(outcome).toBeNull();
    expect(written).toBe(DELTA + last);
  });

  test("that fails is the last event of the upstream's that the client gets, and then an error event", async () => {
    const error = { code: "server_error", message: LONG };
    const last = named("response.failed", { type: "response.failed", response: { error } });
    const { outcome, written } = await streamed(DELTA + last, cuts);
    expect(outcome).not.toMatchObject({ kind: "invalid" });
    expect(written.startsWith(`${DELTA + last}event: error\n`)).toBe(true);
    expect(written).toMatch(/"code":"server_error","message":"x{100,512}","param":null/);
  });

  test("that is cut, or not a last one, ends in an error", async () => {
    const last = named(COMPLETED, { type: COMPLETED, response: { output } });
    const item = named("response.output_item.done", { type: "response.output_item.done", item: output[0] });
    for (const text of [DELTA + last.slice(0, -40), DELTA + item]) {
      const { outcome, written } = await streamed(text, cuts);
      expect(outcome).toEqual({ kind: "invalid", reason: "cut" });
      expect(written).toContain("upstream_cut");
    }
  });
});

describe("a chat stream's last event of 9 KB", () => {
  test.each([
    ["behind", `data: {"choices":[{"index":0,"delta":{"content":"${LONG}"},"finish_reason":"stop"}]}\n\n`],
    ["before", `data: {"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"${LONG}"}}]}\n\n`],
  ])("whose finish reason is %s its text, ends the stream well", async (_, last) => {
    const first = ROLE;
    for (const cuts of [[], [first.length], [first.length, first.length + 5000]]) {
      const { outcome, written } = await streamed(first + last, cuts, chatStream);
      expect(outcome).toBeNull();
      expect(written).toBe(first + last + DONE);
    }
  });
});
