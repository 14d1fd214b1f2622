/** What stands on the wire, for clients that are no SDK. */
import { expect, test } from "vitest";
import { post } from "../../support/client.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";
import { mustBeEvent } from "./responses-shape.ts";

interface WireEvent {
  readonly name: string | null;
  readonly data: string;
}

export function wire(scene: Scene): void {
  const chat = scene.client === "chat";
  const ask = (model: string, fields: Json = {}, backend: string | null = scene.backend, query = "") =>
    post(
      `${scene.url}${chat ? "/chat/completions" : "/responses"}${query}`,
      {
        model: backend === null ? model : `${backend}:${model}`,
        stream: scene.streamed,
        ...(chat ? { messages: [{ role: "user", content: "hi" }] } : { input: "hi" }),
        ...fields,
      },
      { authorization: "Bearer sk-client" },
    );

  if (scene.backend !== null) {
    test("the other path gives the same answer", async () => {
      const [one, other] = [await ask("text"), await ask("text", {}, scene.backend, "?door=h3")];
      expect(other.status).toBe(200);
      expect(timeless(other.text)).toBe(timeless(one.text));
      expect(Object.keys(other.headers).sort()).toEqual(Object.keys(one.headers).sort());
    });
  }

  if (!scene.streamed) {
    test("a whole answer is JSON", async () => {
      const answer = await ask("text");
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(answer.fields.object).toBe(chat ? "chat.completion" : "response");
    });

    test("an error has the API's shape", async () => {
      const answer = await ask("error-in-stream");
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(Object.keys(answer.fields.error as Json).sort()).toEqual(["code", "message", "param", "type"]);
    });

    test("an answer that breaks off breaks off, or is an error", async () => {
      const answer = await ask("cut").catch(() => null);
      if (scene.client !== scene.upstream) expect(answer?.fields.error).toBeDefined();
      expect(answer === null || answer.status >= 500).toBe(true);
    });
    return;
  }

  test("the headers of a stream", async () => {
    const answer = await ask("text");
    expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
    expect(answer.headers["content-length"]).toBeUndefined();
  });

  if (chat) {
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
  } else {
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

  if (scene.backend === null) return;
  test.each([
    ["error-in-stream", ""],
    ["failed", ""],
    ["cut", ""],
    ["half", ""],
    ["stall", "hasty_"],
  ])("%s: an error event, and no marker of a normal end", async (model, prefix) => {
    const { text } = await ask(model, {}, `${prefix}${scene.backend}`);
    const last = eventsOf(text).at(-1);
    expect(text).toContain("Hello ");
    expect(text).not.toContain("[DONE]");
    expect(text).not.toContain("response.completed");
    const data = JSON.parse(last?.data ?? "");
    if (chat) expect(Object.keys(data.error).sort()).toEqual(["code", "message", "param", "type"]);
    else if (last?.name === "response.failed") {
      mustBeEvent(data);
      expect(data.response).toMatchObject({ status: "failed", error: { message: expect.stringMatching(/./) } });
      expect(data.sequence_number).toBe(eventsOf(text).length - 1);
    } else {
      expect(last?.name).toBe("error");
      expect(data).toMatchObject({ type: "error", message: expect.stringMatching(/./) });
      expect(data.sequence_number).toBe(eventsOf(text).length - 1);
    }
  });
}

function eventsOf(text: string): readonly WireEvent[] {
  expect(text.endsWith("\n\n")).toBe(true);
  return text
    .slice(0, -2)
    .split("\n\n")
    .map((event) => event.split("\n").filter((line) => !line.startsWith(":")))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({
      name: lines.find((line) => line.startsWith("event: "))?.slice(7) ?? null,
      data: lines
        .filter((line) => line.startsWith("data: "))
        .map((line) => line.slice(6))
        .join("\n"),
    }));
}

/** Without ids, which differ from request to request. */
function timeless(text: string): string {
  return text
    .replace(/"((chatcmpl-|resp_|msg_)\w+|[\w-]{20,})"/g, '"id"')
    .replace(/"(created_at|completed_at|created)":\d+/g, "");
}
