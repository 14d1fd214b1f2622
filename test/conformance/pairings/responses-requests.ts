/** Requests that only clients of the Responses API send. */
import { expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";

const say = "Go on.";

export function responsesRequests(scene: Scene): void {
  test("additional fields of Responses clients such as Codex", async () => {
    const fields = {
      tools: [],
      tool_choice: "auto",
      parallel_tool_calls: false,
      store: undefined,
      include: [],
      instructions: "",
      metadata: { a: "b" },
    };
    expect((await scene.ask({ model: "text", say, fields })).text).toBe(said);
  });

  test("an input that is plain text", async () => {
    expect((await scene.ask({ model: "text", fields: { input: "Speak." } })).text).toBe(said);
    expect(JSON.stringify(scene.sent())).toContain('"Speak."');
  });

  test("an image with detail: original", async () => {
    const url = "https://example.com/cat.png";
    const content = [{ type: "input_image", image_url: url, detail: "original" }];
    const { text } = await scene.ask({ model: "look", fields: { input: [{ role: "user", content }] } });
    expect(JSON.parse(text ?? "").images).toMatchObject([{ url }]);
  });

  test("the response repeats its request", async () => {
    const tools = [{ kind: "function", name: "get_weather" } as const];
    const fields = { temperature: 0.5, metadata: { a: "b" }, truncation: "disabled", parallel_tool_calls: false };
    const { whole } = await scene.ask({ model: "text", system: "Be terse.", say, tools, choice: "none", fields });
    expect(whole).toMatchObject({
      instructions: "Be terse.",
      tools: [{ type: "function", name: "get_weather", strict: false }],
      tool_choice: "none",
      temperature: 0.5,
      metadata: { a: "b" },
      parallel_tool_calls: false,
      previous_response_id: null,
    });
  });
}
