/** Servers that are only compatible have habits of their own; clients of either protocol get along with them. */
import { expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";
import type { Tool } from "./question.ts";

const weather: Tool = { kind: "function", name: "get_weather" };
const say = "Go on.";

export function habits(scene: Scene): void {
  test.each(["usage-in-finish", "no-done", "roles-again"])("%s", async (model) => {
    const answer = await scene.ask({ model, say });
    expect(answer).toMatchObject({ text: said, ended: "stop", usage: { input: 25, cached: 8, output: 12 } });
  });

  test("thoughts by another name", async () => {
    const { text, thoughts } = await scene.ask({ model: "plain-reasoning", say });
    expect([text, thoughts]).toEqual([said, "**Weighing** it up. Then deciding."]);
  });

  test("calls without an index", async () => {
    const { calls } = await scene.ask({ model: "no-index", say, tools: [weather] });
    expect(calls).toMatchObject([
      { id: "call_g1", name: "get_weather", input: '{"city":"Oslo"}' },
      { id: "call_g2", name: "get_weather", input: '{"city":"Rome"}' },
    ]);
  });

  test("a call that comes whole, and ends as a text does", async () => {
    const { calls } = await scene.ask({ model: "calls-stop", say, tools: [weather] });
    expect(calls).toMatchObject([{ id: "call_h1", name: "get_weather", input: '{"city":"Oslo"}' }]);
  });
}
