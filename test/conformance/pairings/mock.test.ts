import { describe, expect, test } from "vitest";
import type { Tool } from "./question.ts";
import { stage } from "./scene.ts";

const scenes = stage();
const weather: Tool = { kind: "function", name: "get_weather" };

describe.each([false, true])("a client of the Responses API and the built-in mock, streamed: %s", (streamed) => {
  const scene = scenes({ client: "responses", upstream: "chat", backend: "mock", streamed });

  test("a text", async () => {
    const answer = await scene.ask({ model: "m", say: "Say hello ✓." });
    expect(answer).toMatchObject({ text: "Say hello ✓.", calls: [], ended: "stop" });
    expect(answer.usage?.output).toBeGreaterThan(0);
    expect(answer.headers.get("x-turnout-route")).toBe("mock:m");
  });

  test("a call, and its result", async () => {
    const first = await scene.ask({ model: "m", say: "Go on.", tools: [weather] });
    expect(first.calls).toMatchObject([{ kind: "function", name: "get_weather" }]);
    expect(Object.keys(JSON.parse(first.calls[0]?.input ?? ""))).toEqual(["city"]);
    const results = { [first.calls[0]?.id ?? ""]: "12 °C" };
    const second = await scene.ask({ model: "m", tools: [weather], after: first, results });
    expect([second.calls, second.ended]).toEqual([[], "stop"]);
    expect(second.text).toMatch(/./);
  });

  test("a custom tool", async () => {
    const { calls } = await scene.ask({ model: "m", say: "Go on.", tools: [{ kind: "custom", name: "run" }] });
    expect(calls).toMatchObject([{ kind: "custom", name: "run", input: "text" }]);
  });

  test("an answer that follows a schema", async () => {
    const schema = {
      type: "object",
      properties: { born: { type: "integer" } },
      required: ["born"],
      additionalProperties: false,
    };
    const { text } = await scene.ask({ model: "m", say: "Go on.", schema });
    expect(Number.isInteger(JSON.parse(text ?? "").born)).toBe(true);
  });
});
