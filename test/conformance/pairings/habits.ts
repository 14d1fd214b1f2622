/** Compatible servers deviate from the API in ways of their own; clients of both protocols can use them. */
import { expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";
import type { Tool } from "./question.ts";

const weather: Tool = { kind: "function", name: "get_weather" };
const thoughts = "**Weighing** it up. Then deciding.";
const say = "Go on.";

export function chatHabits(scene: Scene): void {
  if (scene.backend !== "compat") return;
  test.each(["usage-in-finish", "usage-in-each", "finish-with-words", "empty-first", "no-done", "roles-again"])(
    "%s",
    async (model) => {
      const answer = await scene.ask({ model, say });
      expect(answer).toMatchObject({ text: said, ended: "stop", usage: { input: 25, cached: 8, output: 12 } });
    },
  );

  test("reasoning under another name", async () => {
    const answer = await scene.ask({ model: "plain-reasoning", say });
    expect([answer.text, answer.thoughts]).toEqual([said, thoughts]);
  });

  // A client of the server's own protocol gets what it says as it says it.
  test.each(
    scene.client === scene.upstream
      ? ["no-index", "interleaved"]
      : ["no-index", "interleaved", "heads-again", "calls-stop", "one-index"],
  )("%s", async (model) => {
    const { calls } = await scene.ask({ model, say, tools: [weather] });
    expect(calls).toMatchObject([
      { id: "call_g1", name: "get_weather", input: '{"city":"Oslo"}' },
      { id: "call_g2", name: "get_weather", input: '{"city":"Rome"}' },
    ]);
  });

  if (scene.client === scene.upstream) return;
  test("calls without ids get some, and their results are matched", async () => {
    const asked = { model: "no-ids", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    const [oslo = "", rome = ""] = first.calls.map(({ id }) => id);
    expect(first.calls.map(({ input }) => input)).toEqual(['{"city":"Oslo"}', '{"city":"Rome"}']);
    expect(new Set([oslo, rome, ""]).size).toBe(3);
    const second = await scene.ask({ ...asked, after: first, results: { [oslo]: "cold", [rome]: "hot" } });
    expect(second.text).toBe(`${oslo}: cold; ${rome}: hot`);
  });
}

export function responsesHabits(scene: Scene): void {
  if (scene.client === scene.upstream) return;
  test.each(["no-event-lines", "no-numbers", "no-output", "done-behind"])("%s", async (model) => {
    expect(await scene.ask({ model, say })).toMatchObject({
      text: said,
      thoughts,
      ended: "stop",
      usage: { output: 12 },
    });
  });

  test("deltas-only", async () => {
    expect(await scene.ask({ model: "deltas-only", say })).toMatchObject({
      text: said,
      ended: "stop",
      usage: { output: 12 },
    });
  });
}
