import { describe, expect, test } from "vitest";
import { foldResponses } from "../../../runtime/protocols/fold/fold-responses.ts";

const event = (value: { readonly type: string } & Record<string, unknown>): Buffer =>
  Buffer.from(`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`);
const item = (id: string) => ({ id, type: "message", role: "assistant", content: [] });
const done = (output_index: number, id: string) =>
  event({ type: "response.output_item.done", output_index, item: item(id) });

function folded(...events: readonly Buffer[]): unknown {
  const fold = foldResponses();
  for (const each of events) fold.add(each);
  const result = fold.result();
  return result.kind === "whole" ? JSON.parse(result.body.toString()) : result.kind;
}

describe("the events of a response become", () => {
  const created = event({ type: "response.created", response: { id: "r", status: "in_progress", output: [] } });
  const end = (output: readonly unknown[], type = "response.completed") =>
    event({ type, response: { id: "r", status: "completed", output } });

  test("one that can be serialised, however deep it nests", () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const text = `data: {"type":"response.completed","response":{"id":"r","x":${deep}}}\n\n`;
    expect(folded(Buffer.from(text))).toMatchObject({ id: "r", output: [] });
  });

  test("the response of the last event", () => {
    expect(folded(created, done(0, "a"), end([item("a")]))).toEqual({
      id: "r",
      status: "completed",
      output: [item("a")],
    });
    expect(folded(created, end([], "response.incomplete"))).toEqual({ id: "r", status: "completed", output: [] });
  });

  test("with the items of single events, in their order, if its own list is empty", () => {
    expect(folded(created, done(1, "b"), done(0, "a"), end([]))).toMatchObject({ output: [item("a"), item("b")] });
  });

  test("the list of the last event, if that is as long as the single items, and those of a cancelled one too", () => {
    const renewed = { ...item("a"), status: "completed" };
    expect(folded(created, done(0, "a"), end([renewed]))).toMatchObject({ output: [renewed] });
    expect(folded(created, done(0, "a"), end([], "response.cancelled"))).toMatchObject({ output: [item("a")] });
  });

  test("what it says in spite of events without data, without a place or without a response", () => {
    const odd = event({ type: "response.output_item.done", item: item("x") });
    const bare = event({ type: "response.in_progress" });
    const comment = Buffer.from(": ping\n\n");
    const last = Buffer.from("data: [DONE]\n\n");
    expect(folded(created, comment, odd, bare, end([]), comment, last)).toMatchObject({ id: "r", output: [] });
  });

  test("nothing without an end, with an error, or with an event that cannot be read", () => {
    expect(folded(created, done(0, "a"))).toBe("broken");
    expect(folded(created, event({ type: "error", message: "m" }), end([]))).toBe("broken");
    expect(folded(created, event({ type: "response.failed", response: { id: "r" } }))).toBe("broken");
    expect(folded(created, Buffer.from("data: {\n\n"), end([]))).toBe("broken");
    expect(folded()).toBe("broken");
  });
});
