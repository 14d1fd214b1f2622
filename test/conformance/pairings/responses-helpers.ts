/** The helpers of the `openai` package: they put streams together by themselves and break where one is not as they know it. */
import { makeParseableTextFormat } from "openai/lib/parser";
import { expect, test } from "vitest";
import { person, said } from "../../support/openai-upstream/scenarios.ts";
import { named, parse } from "./helper-schema.ts";
import type { Scene } from "./pairing.ts";
import { parameters } from "./question.ts";

export function responsesHelpers(scene: Scene): void {
  const tools = ["get_weather", "get-time"].map((name) => ({
    type: "function" as const,
    name,
    parameters,
    strict: true,
  }));
  const text = { format: makeParseableTextFormat({ type: "json_schema", ...named }, parse) };
  const input = "hi";

  test("stream(): a text", async () => {
    const stream = scene.sdk.responses.stream({ model: scene.named("text"), input });
    const deltas: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => deltas.push(delta));
    const response = await stream.finalResponse();
    expect([deltas.join(""), response.output_text, response.status]).toEqual([said, said, "completed"]);
    expect(deltas.length).toBeGreaterThan(3);
  });

  test("stream(): parallel calls", async () => {
    const { output } = await scene.sdk.responses
      .stream({ model: scene.named("parallel"), input, tools })
      .finalResponse();
    expect(output).toMatchObject([
      { type: "function_call", name: "get_weather", parsed_arguments: { city: "Oslo" } },
      { type: "function_call", name: "get-time", arguments: "{}" },
      { type: "function_call", name: "get_weather", call_id: "call_c3" },
    ]);
  });

  test("stream(): reasoning", async () => {
    const { output, output_text } = await scene.sdk.responses
      .stream({ model: scene.named("reasoning"), input })
      .finalResponse();
    expect(output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(output_text).toBe(said);
  });

  test("stream(): an answer that follows a schema", async () => {
    const response = await scene.sdk.responses
      .stream({ model: scene.named("structured"), input, text })
      .finalResponse();
    expect(response.output_parsed).toEqual(person);
  });

  test("parse()", async () => {
    expect((await scene.sdk.responses.parse({ model: scene.named("structured"), input, text })).output_parsed).toEqual(
      person,
    );
  });

  test("output_text of a non-streamed response", async () => {
    expect((await scene.sdk.responses.create({ model: scene.named("text"), input })).output_text).toBe(said);
  });
}
