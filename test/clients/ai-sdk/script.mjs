/**
 * What an application does with the Vercel AI SDK. Arguments: the base URL and the backend. Prints what came of each step
 * as one JSON object; a step that threw is an object with `error`.
 */
import { createOpenAI } from "@ai-sdk/openai";
import { generateObject, generateText, stepCountIs, streamObject, streamText, tool } from "ai";
import { z } from "zod";

globalThis.AI_SDK_LOG_WARNINGS = false;
const [baseURL, backend] = process.argv.slice(2);
const provider = createOpenAI({ baseURL, apiKey: process.env.TURNOUT_KEY });
const tools = {
  weather: tool({
    description: "Tells the weather of a city",
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => `sunny in ${city}`,
  }),
};
const person = z.object({ name: z.string(), born: z.number(), tags: z.array(z.string()) });
const shared = { system: "Be brief.", prompt: "Hello", maxRetries: 0 };

const stepsWith = (model, providerOptions) => {
  const looping = { ...shared, tools, stopWhen: stepCountIs(3), providerOptions };
  return {
    async text() {
      const { text, finishReason, usage } = await generateText({ ...shared, model: model("text"), providerOptions });
      return { text, finishReason, usage };
    },
    async streamed() {
      const stream = streamText({ ...shared, model: model("text"), providerOptions });
      let deltas = 0;
      for await (const _ of stream.textStream) deltas++;
      return { text: await stream.text, finishReason: await stream.finishReason, usage: await stream.usage, deltas };
    },
    async tools() {
      const { text, steps } = await generateText({ ...looping, model: model("text-and-call") });
      return { text, steps: steps.length };
    },
    async streamedTools() {
      const stream = streamText({ ...looping, model: model("text-and-call") });
      const kinds = new Set();
      for await (const { type } of stream.fullStream) kinds.add(type);
      const steps = await stream.steps;
      return { text: steps.at(-1).text, steps: steps.length, kinds: [...kinds] };
    },
    async parallelTools() {
      const { text, steps } = await generateText({
        ...looping,
        model: model("parallel"),
        tools: { ...tools, clock: tool({ inputSchema: z.object({}), execute: () => "noon" }) },
      });
      return { text, calls: steps[0].toolCalls.length };
    },
    async reasoning() {
      const { text, steps } = await generateText({ ...looping, model: model("reasoning-call") });
      return { text, steps: steps.length };
    },
    async object() {
      const { object } = await generateObject({
        ...shared,
        model: model("structured"),
        schema: person,
        providerOptions,
      });
      return object;
    },
    async streamedObject() {
      const stream = streamObject({ ...shared, model: model("structured"), schema: person, providerOptions });
      let partial = 0;
      for await (const _ of stream.partialObjectStream) partial++;
      return { object: await stream.object, partial };
    },
    async picture() {
      const content = [
        { type: "text", text: "What is it?" },
        { type: "image", image: Buffer.from("89504e470d0a1a0a", "hex") },
        { type: "file", data: Buffer.from("%PDF-1"), mediaType: "application/pdf", filename: "a.pdf" },
      ];
      const messages = [{ role: "user", content }];
      const { text } = await generateText({
        system: "Be brief.",
        messages,
        maxRetries: 0,
        model: model("look"),
        providerOptions,
      });
      return JSON.parse(text);
    },
    async aborted() {
      const given = new AbortController();
      const { fullStream } = streamText({
        ...shared,
        model: model("stall"),
        providerOptions,
        abortSignal: given.signal,
        onError() {},
      });
      const kinds = [];
      for await (const { type } of fullStream) {
        kinds.push(type);
        if (type === "text-delta") given.abort();
      }
      return { last: kinds.at(-1) };
    },
    async failed() {
      await generateText({ ...shared, model: model("bad-request"), providerOptions });
    },
    async cut() {
      const failures = [];
      const stream = streamText({
        ...shared,
        model: model("cut"),
        providerOptions,
        onError: ({ error }) => void failures.push(String(error?.message ?? error)),
      });
      await stream.consumeStream();
      return { failures: failures.length, finishReason: await stream.finishReason.catch(() => "error") };
    },
  };
};

const protocols = {
  chat: stepsWith((scenario) => provider.chat(`${backend}:${scenario}`), {}),
  // Its default: earlier items are only named, for it takes them to be kept.
  responses: stepsWith((scenario) => provider.responses(`${backend}:${scenario}`), {}),
  "responses, not kept": stepsWith((scenario) => provider.responses(`${backend}:${scenario}`), {
    openai: { store: false, include: ["reasoning.encrypted_content"], reasoningSummary: "auto", forceReasoning: true },
  }),
};

const report = {};
for (const [protocol, steps] of Object.entries(protocols)) {
  report[protocol] = {};
  for (const [step, run] of Object.entries(steps)) {
    try {
      report[protocol][step] = await run();
    } catch (error) {
      const { name, statusCode = null, message } = error;
      report[protocol][step] = { error: { name, statusCode, message } };
    }
  }
}
console.log(JSON.stringify(report));
