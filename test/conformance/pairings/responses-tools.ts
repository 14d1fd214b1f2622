/** Tools that only clients of the Responses API have. */
import { expect, test } from "vitest";
import type { Scene } from "./pairing.ts";
import { called } from "./question.ts";

const weather = { kind: "function" as const, name: "get_weather", description: "Tells the weather." };
const say = "Go on.";

export function responsesTools(scene: Scene): void {
  test("tools in a namespace", async () => {
    const asked = {
      model: "parallel",
      tools: [{ kind: "namespace", name: "crm", functions: ["find", "list"] } as const],
    };
    const first = await scene.ask({ ...asked, say });
    expect(first.calls).toEqual([
      called("call_c1", "find", '{"city":"Oslo"}', { namespace: "crm" }),
      called("call_c2", "list", "{}", { namespace: "crm" }),
      called("call_c3", "find", '{"city":"Rome"}', { namespace: "crm" }),
    ]);
    const results = { call_c1: "1", call_c2: "2", call_c3: "3" };
    const second = await scene.ask({ ...asked, after: first, results });
    expect(second.text).toBe("call_c1: 1; call_c2: 2; call_c3: 3");
  });

  test("namespaces whose tools have long names, or the same names", async () => {
    const [long, other] = ["n".repeat(40), "o".repeat(40)];
    const tools = [long, "crm"].map((name) => ({ kind: "namespace", name, functions: [other] }) as const);
    const first = await scene.ask({ model: "parallel", say, tools });
    expect(first.calls.map(({ name, namespace }) => [namespace, name])).toEqual([
      [long, other],
      ["crm", other],
      [long, other],
    ]);
    const results = { call_c1: "1", call_c2: "2", call_c3: "3" };
    const second = await scene.ask({ model: "parallel", tools, after: first, results });
    expect(second.text).toBe("call_c1: 1; call_c2: 2; call_c3: 3");
  });

  test("the result of a call may be parts", async () => {
    const first = await scene.ask({ model: "call", say, tools: [weather] });
    const output = [
      { type: "input_text", text: "12 " },
      { type: "input_text", text: "°C" },
    ];
    const item = { type: "function_call_output", call_id: "call_a1", output };
    const history = [...first.history, item];
    const second = await scene.ask({ model: "call", tools: [weather], after: { ...first, history } });
    expect(second.text?.replace(/\s+/g, " ")).toBe("call_a1: 12 °C");
  });

  test("the result of a call may be an image", async () => {
    const first = await scene.ask({ model: "call", say, tools: [weather] });
    const url = "data:image/png;base64,iVBORw0KGgo=";
    const output = [{ type: "input_image", image_url: url, detail: "low" }];
    const history = [...first.history, { type: "function_call_output", call_id: "call_a1", output }];
    const second = await scene.ask({ model: "look", tools: [weather], after: { ...first, history } });
    expect(JSON.parse(second.text ?? "").images).toMatchObject([{ url }]);
  });
}
