/** A route may lead to backends of both protocols: the client cannot tell which one answers. */
import { expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";
import type { Question, Tool } from "./question.ts";
import { UPSTREAMS } from "./upstreams.ts";

const weather: Tool = { kind: "function", name: "get_weather" };
const say = "Go on.";

export function routes(scene: Scene): void {
  const other = Object.entries(UPSTREAMS).find(([name]) => name !== scene.upstream)?.[1]?.backends[0] ?? "";
  const ask = (selector: string, more: Partial<Question> = {}) => scene.ask({ model: selector, say, ...more });

  test.each(["limited", "broken", "unauthorized", "silent"])(
    "%s, then a target of the other protocol",
    async (model) => {
      const answer = await ask(model === "silent" ? `silent!${other}:text` : `${model}|${other}:text`);
      expect(answer).toMatchObject({ text: said, ended: "stop", usage: { input: 25 } });
      expect(answer.headers.get("x-turnout-route")).toBe(`${other}:text`);
    },
  );

  test("a target of the other protocol, then this one", async () => {
    const { headers, text } = await scene.ask({ model: `broken|${other}:broken|${scene.backend}:text`, say });
    expect([text, headers.get("x-turnout-route"), headers.get("x-turnout-attempts")]).toEqual([
      said,
      `${scene.backend}:text`,
      "3",
    ]);
  });

  test("an error as the first event, then a target of the other protocol", async () => {
    const answer = await ask(`error-at-once|${other}:text`);
    expect([answer.text, answer.headers.get("x-turnout-route")]).toEqual([said, `${other}:text`]);
  });

  test("a conversation that moves from one protocol to the other", async () => {
    const asked = { tools: [weather] };
    const first = await ask("call", asked);
    const second = await scene.ask({
      ...asked,
      model: `broken|${other}:call`,
      after: first,
      results: { call_a1: "12 °C" },
    });
    expect(second.text).toBe("call_a1: 12 °C");
  });

  test("an answer that is held until it is complete fails over after a break", async () => {
    const answer = await scene.ask({ model: `cut|${other}:text`, say, holding: true });
    expect([answer.text, answer.headers.get("x-turnout-route")]).toEqual([said, `${other}:text`]);
  });
}
