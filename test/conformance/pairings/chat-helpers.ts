/** The helpers of the `openai` package: they put streams together by themselves and break where one is not as they know it. */
import { makeParseableResponseFormat } from "openai/lib/parser";
import { expect, test } from "vitest";
import { person, refused, said } from "../../support/openai-upstream/scenarios.ts";
import { named, parse } from "./helper-schema.ts";
import type { Scene } from "./pairing.ts";
import { parameters } from "./question.ts";

const messages = [{ role: "user" as const, content: "hi" }];

export function chatHelpers(scene: Scene): void {
  const functions = ["get_weather", "get-time"].map((name) => ({
    type: "function" as const,
    function: { name, parameters },
  }));
  const format = makeParseableResponseFormat({ type: "json_schema", json_schema: named }, parse);

  test("stream(): a text", async () => {
    const stream = scene.sdk.chat.completions.stream({ model: scene.named("text"), messages });
    const deltas: string[] = [];
    stream.on("content", (delta) => deltas.push(delta));
    expect(await stream.finalContent()).toBe(said);
    expect(deltas.length).toBeGreaterThan(3);
    const { choices, model } = await stream.finalChatCompletion();
    expect([choices[0]?.finish_reason, model]).toEqual(["stop", "text-2026-02-02"]);
  });

  test("stream(): the usage", async () => {
    const options = { stream_options: { include_usage: true } };
    const stream = scene.sdk.chat.completions.stream({ model: scene.named("usage"), messages, ...options });
    expect(await stream.totalUsage()).toMatchObject({
      prompt_tokens: 1000,
      completion_tokens: 300,
      total_tokens: 1300,
    });
  });

  test("stream(): a refusal", async () => {
    const stream = scene.sdk.chat.completions.stream({ model: scene.named("refusal"), messages });
    expect((await stream.finalMessage()).refusal).toBe(refused);
  });

  test("stream(): parallel calls", async () => {
    const stream = scene.sdk.chat.completions.stream({ model: scene.named("parallel"), messages, tools: functions });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.tool_calls?.map(({ function: { name, arguments: input } }) => [name, input])).toEqual([
      ["get_weather", '{"city":"Oslo"}'],
      ["get-time", "{}"],
      ["get_weather", '{"city":"Rome"}'],
    ]);
    expect(choices[0]?.finish_reason).toBe("tool_calls");
  });

  test("stream(): an answer that follows a schema", async () => {
    const body = { model: scene.named("structured"), messages, response_format: format };
    const { choices } = await scene.sdk.chat.completions.stream(body).finalChatCompletion();
    expect(choices[0]?.message.parsed).toEqual(person);
  });

  test("parse()", async () => {
    const body = { model: scene.named("structured"), messages, response_format: format };
    expect((await scene.sdk.chat.completions.parse(body)).choices[0]?.message.parsed).toEqual(person);
  });

  test("runTools()", async () => {
    const run = {
      name: "get_weather",
      description: "Tells the weather.",
      parameters: { ...parameters, required: ["city"] },
      parse: JSON.parse,
      function: async (args: unknown) => `rain in ${(args as { city: string }).city}`,
    };
    const runner = scene.sdk.chat.completions.runTools({
      model: scene.named("call"),
      messages,
      tools: [{ type: "function", function: run }],
    });
    expect(await runner.finalContent()).toBe("call_a1: rain in Oslo");
  });
}
