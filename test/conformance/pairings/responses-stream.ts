/** A stream of the Responses API on the wire. */
import { expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { type AskOnWire, eventsOf, type WireEvent } from "./client-driver.ts";
import { mustBeEvent } from "./responses-shape.ts";

export function responsesStream(ask: AskOnWire): void {
  test("each event has its name and number, and the last one ends the stream", async () => {
    const events = eventsOf((await ask("text")).text);
    const data = events.map((event) => JSON.parse(event.data));
    expect(events.map(({ name }) => name)).toEqual(data.map(({ type }) => type));
    expect(data.map(({ sequence_number }) => sequence_number)).toEqual(data.map((_, i) => i));
    const deltas = data.filter(({ type }) => type === "response.output_text.delta");
    expect(deltas.map(({ delta }) => delta).join("")).toBe(said);
    expect([...new Set(data.map(({ type }) => type))]).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });

  test("reasoning, then calls, each with all its events", async () => {
    const tools = [{ type: "function", name: "f", parameters: { type: "object", properties: {} }, strict: false }];
    const events = eventsOf((await ask("reasoning-call", { tools })).text);
    const kinds = events.map(({ name }) => name).filter((name, i, all) => name !== all[i - 1]);
    const summary = ["part.added", "text.delta", "text.done", "part.done"].map(
      (kind) => `response.reasoning_summary_${kind}`,
    );
    const summaries = kinds.filter((kind) => kind?.startsWith("response.reasoning_summary_"));
    expect(summaries.slice(0, 4)).toEqual(summary);
    expect(kinds.filter((kind) => !summaries.includes(kind))).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.output_item.done",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });
}

export function mustEndWithResponsesError(events: readonly WireEvent[]): void {
  expect(JSON.parse(events.at(-1)?.data ?? "").sequence_number).toBe(events.length - 1);
  // What the upstream has sent itself comes first.
  const ends = events.slice(-2);
  expect(ends.map(({ name }) => name).sort()).toEqual(["error", "response.failed"]);
  const failed = JSON.parse(ends.find(({ name }) => name === "response.failed")?.data ?? "");
  mustBeEvent(failed);
  expect(failed.response).toMatchObject({ status: "failed", error: { message: expect.stringMatching(/./) } });
}
