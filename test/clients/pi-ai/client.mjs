/**
 * What an application does with pi-ai, which streams always. Arguments: the base URL and the backend. Prints what came of
 * each step as one JSON object; a step that failed is an object with `error`.
 */
import { readFileSync } from "node:fs";
import { complete, stream, Type } from "@mariozechner/pi-ai";

const [baseUrl, backend] = process.argv.slice(2);
const tools = [
  { name: "weather", description: "Tells the weather of a city", parameters: Type.Object({ city: Type.String() }) },
  { name: "clock", description: "Tells the time", parameters: Type.Object({}) },
];
const results = { weather: ({ city }) => `sunny in ${city}`, clock: () => "noon" };
const options = { apiKey: process.env.TURNOUT_KEY, maxRetries: 0 };

const stepsWith = (api) => {
  const model = (scenario) => ({
    id: `${backend}:${scenario}`,
    name: scenario,
    api,
    provider: "turnout",
    baseUrl,
    reasoning: true,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 128_000,
    maxTokens: 32_000,
  });
  const asked = { systemPrompt: "Be brief.", messages: [{ role: "user", content: "Hello", timestamp: 0 }] };
  const texts = ({ content }) => content.flatMap(({ type, text }) => (type === "text" ? [text] : [])).join("");
  /** A failure is a message like any other. */
  const succeeded = (message) => {
    if (message.stopReason === "error") throw new Error(message.errorMessage);
    return message;
  };
  const ask = async (scenario, context = asked) => succeeded(await complete(model(scenario), context, options));
  const told = (message) => {
    const { input, cacheRead, output } = message.usage;
    return { text: texts(message), input: input + cacheRead, output };
  };
  /** The loop that its agents run. */
  const looped = async (scenario) => {
    const first = await ask(scenario, { ...asked, tools });
    const calls = first.content.filter(({ type }) => type === "toolCall");
    const outcomes = calls.map(({ id, name, arguments: given }) => ({
      role: "toolResult",
      toolCallId: id,
      toolName: name,
      content: [{ type: "text", text: results[name](given) }],
      isError: false,
      timestamp: 0,
    }));
    const last = await ask(scenario, { ...asked, messages: [...asked.messages, first, ...outcomes], tools });
    return { calls: calls.length, text: texts(last) };
  };
  return {
    streamed: async () => told(await ask("text")),
    streamedTools: () => looped("text-and-call"),
    streamedParallelTools: () => looped("parallel"),
    interleavedTools: () => looped("interleaved"),
    reasoningTools: () => looped("reasoning-call"),
    streamedFailed: async () => told(await ask("bad-request")),
    cut: async () => told(await ask("cut")),
    errorInStream: async () => told(await ask("error-in-stream")),
    async aborted() {
      const leaving = new AbortController();
      const events = stream(model("stall"), asked, { ...options, signal: leaving.signal });
      for await (const { type } of events) if (type === "text_delta") leaving.abort();
      const message = await events.result();
      if (message.stopReason !== "aborted") throw new Error(`it ended with ${message.stopReason}`);
      return { text: texts(message) };
    },
  };
};

const manifest = new URL("../package.json", import.meta.resolve("@mariozechner/pi-ai"));
const report = {};
for (const [protocol, api] of [
  ["chat", "openai-completions"],
  ["responses", "openai-responses"],
]) {
  report[protocol] = {};
  for (const [step, run] of Object.entries(stepsWith(api))) {
    try {
      report[protocol][step] = await run();
    } catch ({ name, message }) {
      report[protocol][step] = { error: { name, message } };
    }
  }
}
console.log(JSON.stringify({ version: JSON.parse(readFileSync(manifest)).version, report }));
