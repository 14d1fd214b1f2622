import OpenAI from "openai";
import { expect, test } from "vitest";
import { backOf } from "../support/translate-responses.ts";

const tools = [
  { type: "function" as const, name: "now", parameters: {}, strict: null },
  { type: "custom" as const, name: "patch" },
];

function chunk(delta: object, finish_reason: string | null = null): Readonly<Record<string, unknown>> {
  return { created: 1_690_000_000, model: "qwen3-8b", choices: [{ index: 0, delta, finish_reason }] };
}

/** The package's own client, which gets what is translated for an answer. */
function clientOf(body: string, type: string): OpenAI {
  const answer = async (): Promise<Response> => new Response(body, { headers: { "content-type": type } });
  return new OpenAI({ apiKey: "k", baseURL: "http://turnout.test/v1", fetch: answer, maxRetries: 0 });
}

test("the openai package puts a stream together", async () => {
  const back = backOf({ stream: true, tools });
  const call = (index: number, name: string, given: string) => ({
    tool_calls: [{ index, id: `call_${index}`, function: { name, arguments: given } }],
  });
  const chunks = [
    chunk({ role: "assistant", content: "" }),
    chunk({ reasoning: "Hm" }),
    chunk({ content: "Hel" }),
    chunk({ content: "lo" }),
    chunk(call(0, "now", "{}")),
    chunk(call(1, "patch", '{"input":"a"}')),
    chunk({}, "tool_calls"),
  ];
  const body = chunks.map((each) => back.event(each, null)).join("") + back.end();
  const stream = clientOf(body, "text/event-stream").responses.stream({ model: "m", input: "Hi", tools });
  const response = await stream.finalResponse();
  expect(response).toMatchObject({ status: "completed", output_text: "Hello" });
  expect(response.output).toMatchObject([
    { type: "reasoning", summary: [{ text: "Hm" }] },
    { type: "message", content: [{ text: "Hello" }] },
    { type: "function_call", call_id: "call_0", arguments: "{}" },
    { type: "custom_tool_call", call_id: "call_1", input: "a" },
  ]);
});

test("the openai package reads a whole answer", async () => {
  const whole = backOf().whole({
    choices: [{ message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  });
  const client = clientOf(JSON.stringify(whole), "application/json");
  const response = await client.responses.create({ model: "m", input: "Hi" });
  expect(response).toMatchObject({ status: "completed", output_text: "Hello", incomplete_details: null });
});
