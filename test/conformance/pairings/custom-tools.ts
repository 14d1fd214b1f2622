/** Tools that are called with free text; a server that has none is offered functions in their place. */
import { expect, test } from "vitest";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { script } from "../../support/openai-upstream/scenarios.ts";
import type { Scene } from "./pairing.ts";
import { called } from "./question.ts";
import { upstreamOf } from "./upstreams.ts";

const weather = { kind: "function" as const, name: "get_weather" };
const shell = { kind: "custom" as const, name: "run_python", description: "Runs Python." };
const say = "Go on.";

export function customTools(scene: Scene): void {
  test("a custom tool, called with text that is not JSON", async () => {
    const asked = { model: "custom", tools: [shell] };
    const first = await scene.ask({ ...asked, say });
    expect(first.calls).toEqual([called("call_d1", "run_python", script, { kind: "custom" })]);
    expect(first.ended).toBe("calls");
    const second = await scene.ask({ ...asked, after: first, results: { call_d1: "hi" } });
    expect(second).toMatchObject({ text: "call_d1: hi", ended: "stop" });
  });

  test("a custom tool and a function, both called", async () => {
    const asked = { model: "custom-and-function", tools: [shell, weather] };
    const first = await scene.ask({ ...asked, say });
    expect(first.calls).toEqual([
      called("call_e1", "run_python", script, { kind: "custom" }),
      called("call_e2", "get_weather", '{"city":"Oslo"}'),
    ]);
    const second = await scene.ask({ ...asked, after: first, results: { call_e1: "hi", call_e2: "cold" } });
    expect(second.text).toBe("call_e1: hi; call_e2: cold");
  });

  test("a custom tool that must be called", async () => {
    const choice = { kind: "custom", name: "run_python" } as const;
    const answer = await scene.ask({ model: "custom", say, tools: [shell], choice });
    expect(answer.calls[0]).toMatchObject({ kind: "custom", input: script });
  });

  test("the grammar of a custom tool", async () => {
    const grammar = 'start: "print(" /[^)]*/ ")"';
    await scene.ask({ model: "text", say, tools: [{ ...shell, grammar }] });
    const [tool] = scene.sent().tools as readonly Json[];
    if (scene.backend === "compat")
      expect(JSON.stringify(tool?.function)).toContain(JSON.stringify(grammar).slice(1, -1));
    else expect(tool).toMatchObject(upstreamOf(scene).sent.grammar(grammar));
  });
}
