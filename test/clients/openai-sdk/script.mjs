/**
 * What an application does with the official SDK. Arguments: the package, the backend. Prints what came of each step as
 * one JSON object; a step that threw is an object with `error`.
 */
const [name, backend] = process.argv.slice(2);
const { default: OpenAI } = await import(name);
const { VERSION: version } = await import(`${name}/version`);
const { zodResponseFormat, zodTextFormat } = await import(`${name}/helpers/zod`);
const { z } = await import("zod");

const client = new OpenAI({ maxRetries: 0 });
const model = (scenario) => `${backend}:${scenario}`;
const person = z.object({ name: z.string(), born: z.number(), tags: z.array(z.string()) });
const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const description = "Tells the weather of a city";
const weather = ({ city }) => `sunny in ${city}`;
const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hello" },
];
const shared = { messages };

const steps = {
  async chat() {
    const {
      choices,
      usage,
      model: answering,
    } = await client.chat.completions.create({ ...shared, model: model("text") });
    const [{ message, finish_reason }] = choices;
    return { text: message.content, finish: finish_reason, usage, model: answering };
  },
  async chatStream() {
    const stream = client.chat.completions.stream({
      ...shared,
      model: model("text"),
      stream_options: { include_usage: true },
    });
    let deltas = 0;
    stream.on("content", () => deltas++);
    const { choices, usage } = await stream.finalChatCompletion();
    return { text: choices[0].message.content, finish: choices[0].finish_reason, usage, deltas };
  },
  async chatTools() {
    const tool = {
      type: "function",
      function: { name: "weather", description, parameters, parse: JSON.parse, function: weather },
    };
    const run = (stream) =>
      client.chat.completions.runTools({ ...shared, model: model("text-and-call"), tools: [tool], stream });
    return { text: await run(false).finalContent(), streamed: await run(true).finalContent() };
  },
  async chatReasoning() {
    const { choices } = await client.chat.completions.create({
      ...shared,
      model: model("reasoning"),
      reasoning_effort: "low",
    });
    return { text: choices[0].message.content };
  },
  async chatParse() {
    const { choices } = await client.chat.completions.parse({
      ...shared,
      model: model("structured"),
      response_format: zodResponseFormat(person, "person"),
    });
    return choices[0].message.parsed;
  },
  async responses() {
    const response = await client.responses.create({ model: model("text"), instructions: "Be brief.", input: "Hello" });
    return { text: response.output_text, status: response.status, usage: response.usage, model: response.model };
  },
  async responsesStream() {
    const stream = client.responses.stream({ model: model("text"), instructions: "Be brief.", input: "Hello" });
    const types = [];
    stream.on("event", ({ type }) => types.push(type));
    const response = await stream.finalResponse();
    return { text: response.output_text, status: response.status, usage: response.usage, types: [...new Set(types)] };
  },
  async responsesTools() {
    const ask = { model: model("text-and-call"), instructions: "Be brief.", store: false };
    const tools = [{ type: "function", name: "weather", description, parameters, strict: true }];
    const input = [{ role: "user", content: "What is the weather?" }];
    const first = await client.responses.create({ ...ask, input, tools });
    const calls = first.output.filter(({ type }) => type === "function_call");
    const outputs = calls.map((call) => ({
      type: "function_call_output",
      call_id: call.call_id,
      output: weather(JSON.parse(call.arguments)),
    }));
    const second = await client.responses.create({ ...ask, input: [...input, ...first.output, ...outputs], tools });
    return { calls: calls.length, text: second.output_text };
  },
  async responsesCustomTool() {
    const tools = [{ type: "custom", name: "run", description: "Runs Python" }];
    const ask = { model: model("custom"), instructions: "Be brief.", store: false, tools };
    const input = [{ role: "user", content: "Run it" }];
    const first = await client.responses.create({ ...ask, input });
    const call = first.output.find(({ type }) => type === "custom_tool_call");
    const output = { type: "custom_tool_call_output", call_id: call?.call_id, output: "hi" };
    const second = await client.responses.create({ ...ask, input: [...input, ...first.output, output] });
    return { name: call?.name, input: call?.input, text: second.output_text };
  },
  async responsesParse() {
    const { output_parsed } = await client.responses.parse({
      model: model("structured"),
      instructions: "Be brief.",
      input: "Who?",
      text: { format: zodTextFormat(person, "person") },
    });
    return output_parsed;
  },
  async continued() {
    const first = await client.responses.create({ model: model("text"), instructions: "Be brief.", input: "Hello" });
    const second = await client.responses.create({
      model: model("text"),
      instructions: "Be brief.",
      input: "And again",
      previous_response_id: first.id,
    });
    return { text: second.output_text, previous: second.previous_response_id === first.id };
  },
  async kept() {
    const { id } = await client.responses.create({ model: model("text"), instructions: "Be brief.", input: "Hello" });
    const { output_text } = await client.responses.retrieve(id);
    const items = [];
    for await (const { role } of client.responses.inputItems.list(id)) items.push(role);
    await client.responses.delete(id);
    const gone = await client.responses.retrieve(id).catch(({ status }) => status);
    return { text: output_text, items, gone };
  },
  async refused() {
    const { choices } = await client.chat.completions.create({ ...shared, model: model("refusal") });
    return { refusal: choices[0].message.refusal };
  },
  async failedChat() {
    await client.chat.completions.create({ ...shared, model: model("limited") });
  },
  async failedResponses() {
    await client.responses.create({ model: model("bad-request"), instructions: "Be brief.", input: "Hello" });
  },
  async cutChat() {
    const stream = await client.chat.completions.create({ ...shared, model: model("cut"), stream: true });
    for await (const _ of stream);
  },
  async cutResponses() {
    const response = client.responses.stream({ model: model("cut"), instructions: "Be brief.", input: "Hello" });
    return { text: (await response.finalResponse()).output_text };
  },
  async errorInChat() {
    const stream = await client.chat.completions.create({ ...shared, model: model("error-in-stream"), stream: true });
    for await (const _ of stream);
  },
  async errorInResponses() {
    const response = client.responses.stream({
      model: model("error-in-stream"),
      instructions: "Be brief.",
      input: "Hello",
    });
    await response.finalResponse();
  },
  async models() {
    const ids = [];
    for await (const { id } of client.models.list()) ids.push(id);
    return { ids };
  },
};

const results = {};
for (const [step, run] of Object.entries(steps)) {
  try {
    results[step] = await run();
  } catch (error) {
    const { name: kind, status = null, code = null, message } = error;
    results[step] = { error: { class: error.constructor.name || kind, status, code, message } };
  }
}
console.log(JSON.stringify({ node: process.version, version, results }));
