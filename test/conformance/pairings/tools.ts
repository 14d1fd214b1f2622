/** Tools are offered, called and answered in every pairing. */
import { expect, test } from "vitest";
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";
import { called, type Tool } from "./question.ts";
import { upstreamOf } from "./upstreams.ts";

const weather = { kind: "function" as const, name: "get_weather", description: "Tells the weather." };
const time: Tool = { kind: "function", name: "get-time" };
const say = "Go on.";

export function tools(scene: Scene): void {
  test("a call, and its result", async () => {
    const asked = { model: "call", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    expect(first.calls).toEqual([called("call_a1", "get_weather", '{"city":"Oslo"}')]);
    expect(first.ended).toBe("calls");
    const second = await scene.ask({ ...asked, after: first, results: { call_a1: "12 °C" } });
    expect(second).toMatchObject({ text: "call_a1: 12 °C", calls: [], ended: "stop" });
  });

  test("text before a call", async () => {
    const asked = { model: "text-and-call", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    expect(first).toMatchObject({ text: "Let me look.", ended: "calls" });
    expect(first.calls).toEqual([called("call_b1", "get_weather", '{"city":"Oslo"}')]);
    const second = await scene.ask({ ...asked, after: first, results: { call_b1: "12 °C" }, say: "And?" });
    expect(second.text).toBe("call_b1: 12 °C");
    const sent = JSON.stringify(scene.sent());
    expect(sent.indexOf("Let me look.")).toBeLessThan(sent.indexOf("call_b1"));
    expect(sent.indexOf("Let me look.")).toBeGreaterThan(0);
  });

  test("text after a call", async () => {
    const asked = { model: "call-and-text", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    expect(first).toMatchObject({ text: "I have asked.", ended: "calls" });
    expect(first.calls).toEqual([called("call_i1", "get_weather", '{"city":"Oslo"}')]);
    const second = await scene.ask({ ...asked, after: first, results: { call_i1: "12 °C" } });
    expect(second.text).toBe("call_i1: 12 °C");
  });

  test("parallel calls, answered in another order", async () => {
    const asked = { model: "parallel", tools: [weather, time] };
    const first = await scene.ask({ ...asked, say });
    expect(first.calls).toEqual([
      called("call_c1", "get_weather", '{"city":"Oslo"}'),
      called("call_c2", "get-time", "{}"),
      called("call_c3", "get_weather", '{"city":"Rome"}'),
    ]);
    const results = { call_c3: "hot", call_c1: "cold", call_c2: "late" };
    const second = await scene.ask({ ...asked, after: first, results });
    expect(second.text?.split("; ").sort()).toEqual(["call_c1: cold", "call_c2: late", "call_c3: hot"]);
  });

  test("a third turn after two with calls", async () => {
    const asked = { model: "call", tools: [weather] };
    const first = await scene.ask({ ...asked, say });
    const second = await scene.ask({ ...asked, after: first, results: { call_a1: "12 °C" } });
    const third = await scene.ask({ ...asked, model: "text", after: second, say: "Thanks." });
    expect(third.text).toBe(said);
  });

  test.each([false, true])("a function that says strict: %s", async (strict) => {
    await scene.ask({ model: "text", say, tools: [{ ...weather, strict }] });
    expect(functions(scene)[0]).toMatchObject({ name: "get_weather", description: "Tells the weather.", strict });
  });

  test("a function's parameters are passed on unchanged", async () => {
    await scene.ask({ model: "text", say, tools: [weather, time] });
    const schema = {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    };
    expect(functions(scene).map(({ name, parameters }) => [name, parameters])).toEqual([
      ["get_weather", schema],
      ["get-time", schema],
    ]);
    expect([undefined, null, false]).toContain(functions(scene)[0]?.strict);
  });

  test.each(["auto", "none", "required"] as const)("tool_choice: %s", async (choice) => {
    await scene.ask({ model: "text", say, tools: [weather], choice });
    expect(scene.sent().tool_choice).toBe(choice);
  });

  test("a function that must be called", async () => {
    await scene.ask({ model: "call", say, tools: [weather], choice: { kind: "function", name: "get_weather" } });
    const name = "get_weather";
    expect(scene.sent().tool_choice).toEqual(upstreamOf(scene).sent.oneFunction(name));
  });

  test("functions that may be called", async () => {
    const choice = { kind: "allowed", mode: "required", functions: ["get-time"] } as const;
    await scene.ask({ model: "text", say, tools: [weather, time], choice });
    const name = "get-time";
    if (scene.backend === "compat" && scene.client !== scene.upstream) {
      // Servers that are only compatible seldom know such a choice: they are offered no other tools.
      expect(functions(scene).map((each) => each.name)).toEqual([name]);
      expect(scene.sent().tool_choice).toBe("required");
      return;
    }
    expect(scene.sent().tool_choice).toEqual(upstreamOf(scene).sent.requiredAmong(name));
  });

  test("a call among unknown parts", async () => {
    const answer = await scene.ask({ model: "strange-call", say, tools: [weather] });
    expect(answer.calls).toEqual([called("call_f1", "get_weather", '{"city":"Oslo"}')]);
    expect(answer.ended).toBe("calls");
  });

  clientOf(scene).tools(scene);
}

/** The functions that the upstream was offered. */
function functions(scene: Scene): readonly Json[] {
  const list = scene.sent().tools as readonly Json[];
  return list.map((tool) => (isObject(tool.function) ? tool.function : tool));
}
