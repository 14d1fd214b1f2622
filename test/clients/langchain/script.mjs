/**
 * What an application does with LangChain. Arguments: the base URL and the backend. Prints what came of each step as one
 * JSON object; a step that threw is an object with `error`.
 */
import { HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

const [baseURL, backend] = process.argv.slice(2);
const weather = tool(({ city }) => `sunny in ${city}`, {
  name: "weather",
  description: "Tells the weather of a city",
  schema: z.object({ city: z.string() }),
});
const clock = tool(() => "noon", { name: "clock", description: "Tells the time", schema: z.object({}) });
const byName = { weather, clock };
const person = z.object({ name: z.string(), born: z.number(), tags: z.array(z.string()) });
const messages = [new SystemMessage("Be brief."), new HumanMessage("Hello")];

const stepsWith = (useResponsesApi) => {
  const model = (scenario) =>
    new ChatOpenAI({
      model: `${backend}:${scenario}`,
      apiKey: process.env.TURNOUT_KEY,
      useResponsesApi,
      maxRetries: 0,
      streamUsage: true,
      configuration: { baseURL },
    });
  /** The loop that its agents run. */
  const looped = async (scenario, ask) => {
    const bound = model(scenario).bindTools([weather, clock]);
    const first = await ask(bound, messages);
    const results = await Promise.all(
      first.tool_calls.map(
        async ({ id, name, args }) => new ToolMessage({ tool_call_id: id, content: await byName[name].invoke(args) }),
      ),
    );
    const last = await ask(bound, [...messages, first, ...results]);
    return { calls: first.tool_calls.length, text: last.text };
  };
  const invoked = (bound, input) => bound.invoke(input);
  const streamed = async (bound, input) => {
    let whole;
    for await (const chunk of await bound.stream(input)) whole = whole === undefined ? chunk : whole.concat(chunk);
    return whole;
  };
  return {
    async text() {
      const { text, usage_metadata } = await invoked(model("text"), messages);
      return { text, usage: usage_metadata };
    },
    async streamed() {
      const { text, usage_metadata } = await streamed(model("text"), messages);
      return { text, usage: usage_metadata };
    },
    tools: () => looped("text-and-call", invoked),
    streamedTools: () => looped("text-and-call", streamed),
    parallelTools: () => looped("parallel", invoked),
    streamedParallelTools: () => looped("parallel", streamed),
    object: () => model("structured").withStructuredOutput(person, { method: "jsonSchema" }).invoke(messages),
    failed: () => invoked(model("bad-request"), messages),
    cut: () => streamed(model("cut"), messages),
  };
};

const report = {};
for (const [protocol, useResponsesApi] of [
  ["chat", false],
  ["responses", true],
]) {
  report[protocol] = {};
  for (const [step, run] of Object.entries(stepsWith(useResponsesApi))) {
    try {
      report[protocol][step] = await run();
    } catch (error) {
      report[protocol][step] = { error: { name: error.name, status: error.status ?? null, message: error.message } };
    }
  }
}
console.log(JSON.stringify(report));
