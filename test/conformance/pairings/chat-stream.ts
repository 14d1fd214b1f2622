/** A chat stream on the wire. */
import { expect, test } from "vitest";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { type AskOnWire, eventsOf, type WireEvent } from "./client-driver.ts";

export function chatStream(ask: AskOnWire): void {
  test("the role first, the finish reason last, then [DONE], and usage only if requested", async () => {
    const events = eventsOf((await ask("text")).text);
    expect(events.every(({ name }) => name === null)).toBe(true);
    expect(events.at(-1)?.data).toBe("[DONE]");
    const chunks = events.slice(0, -1).map(({ data }) => JSON.parse(data));
    expect(chunks[0].choices[0].delta).toMatchObject({ role: "assistant" });
    expect(chunks.at(-1).choices[0]).toMatchObject({ delta: {}, finish_reason: "stop" });
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? "").join("")).toBe(said);
    expect(chunks.every(({ choices, usage }) => choices.length === 1 && usage == null)).toBe(true);
  });

  test("a chunk with the usage and no choice if requested", async () => {
    const events = eventsOf((await ask("text", { stream_options: { include_usage: true } })).text);
    expect(events.at(-1)?.data).toBe("[DONE]");
    expect(JSON.parse(events.at(-2)?.data ?? "")).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 25,
        completion_tokens: 12,
        total_tokens: 37,
        prompt_tokens_details: { cached_tokens: 8 },
      },
    });
    const others = events.slice(0, -2).map(({ data }) => JSON.parse(data));
    expect(others.every(({ usage }) => usage == null)).toBe(true);
  });
}

export function mustEndWithChatError(events: readonly WireEvent[]): void {
  const data = JSON.parse(events.at(-1)?.data ?? "");
  expect(Object.keys(data.error as Json).sort()).toEqual(["code", "message", "param", "type"]);
}
