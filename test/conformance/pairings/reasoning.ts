/** Reasoning reaches the client, and goes back to the model that expects it. */
import { expect, test } from "vitest";
import { encrypted } from "../../support/openai-upstream/reasoning.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";
import type { Tool } from "./question.ts";
import { upstreamOf } from "./upstreams.ts";

const thoughts = "**Weighing** it up. Then deciding.";
const weather: Tool = { kind: "function", name: "get_weather" };
const say = "Go on.";

export function reasoning(scene: Scene): void {
  test("reasoning comes before the text", async () => {
    const answer = await scene.ask({ model: "reasoning", say });
    expect(answer).toMatchObject({ text: said, thoughts, ended: "stop", usage: { reasoning: 32 } });
    const told = JSON.stringify(scene.streamed ? answer.events : answer.whole);
    if (scene.streamed || clientOf(scene).inOrder) expect(told.indexOf("Weighing")).toBeLessThan(told.indexOf("Hello"));
  });

  test("encrypted reasoning is kept", async () => {
    const answer = await scene.ask({ model: "reasoning", say });
    // With the name of its issuer, where there are several. A chat client that talks to a server of its own protocol has no such thing, and what Turnout
    // makes for the client of a chat server only Turnout reads.
    expect(answer.encrypted?.replace(/^turnout:[^:]+:/, "") ?? null).toEqual(
      upstreamOf(scene).encrypts ? encrypted : clientOf(scene).inOrder ? expect.stringMatching(/^turnout::/) : null,
    );
  });

  test("the model gets its reasoning back with the result of its call", async () => {
    const asked = { model: "reasoning-call", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    expect(first).toMatchObject({ thoughts, ended: "calls" });
    const second = await scene.ask({ ...asked, after: first, results: { call_t1: "12 °C" } });
    expect(second.text).toBe("call_t1: 12 °C");
    const sent = JSON.stringify(scene.sent());
    expect(sent).toContain("Weighing");
    if (!upstreamOf(scene).encrypts) expect(sent).not.toContain(encrypted);
  });

  test("reasoning of a finished turn does no harm in the next", async () => {
    const first = await scene.ask({ model: "reasoning", say });
    const second = await scene.ask({ model: "text", after: first, say: "And?" });
    expect(second.text).toBe(said);
  });

  test.each(["low", "high", "minimal"])("the effort %s", async (effort) => {
    await scene.ask({ model: "text", say, fields: clientOf(scene).fields.effort(effort) });
    expect(upstreamOf(scene).sent.effort(scene.sent())).toBe(effort);
  });
}
