import OpenAI, { toFile } from "openai";
import { makeParseableResponseFormat } from "openai/lib/parser";
import { describe, expect, test } from "vitest";
import { done, event, gate, json, sse } from "../support/answers.ts";
import { chat, chunk, finish, opening, spoken, toolCall, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { ask, failed, sdk } from "../support/sdk.ts";

const live = sdk();

describe("chat completions", () => {
  test("create", async () => {
    live.upstream.once("/v1/chat/completions", json(chat("Hello.")));
    const answer = await live.client.chat.completions.create({ ...ask, temperature: 0, logprobs: true, n: 1 });
    expect(answer.choices[0]?.message.content).toBe("Hello.");
    expect(answer.model).toBe("gpt-4o-2024-08-06");
    const received = await live.upstream.next();
    expect(received.headers.authorization).toBe("Bearer sk-upstream");
    expect(received.fields).toEqual({ ...ask, temperature: 0, logprobs: true, n: 1 });
  });

  test("unknown fields reach the upstream, and the client", async () => {
    live.upstream.once("/v1/chat/completions", json({ ...chat("Hello."), provider_note: { cached: true } }));
    const body = { ...ask, brand_new: { deep: [1, "two", null] } };
    const answer = await live.client.chat.completions.create(body);
    expect((await live.upstream.next()).fields).toEqual(body);
    expect(answer).toHaveProperty("provider_note", { cached: true });
  });

  test("vision, audio and file input arrive as they were sent", async () => {
    live.upstream.once("/v1/chat/completions", json(chat("A cat.")));
    const body: OpenAI.ChatCompletionCreateParamsNonStreaming = {
      model: "openai:gpt-4o",
      modalities: ["text", "audio"],
      audio: { voice: "alloy", format: "wav" },
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this? ✓ \u2028 \ud83d\ude00" },
            { type: "image_url", image_url: { url: `data:image/png;base64,${"iVBOR".repeat(20_000)}` } },
            { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } },
          ],
        },
      ],
    };
    await live.client.chat.completions.create(body);
    expect((await live.upstream.next()).fields).toEqual({ ...body, model: "gpt-4o" });
  });

  test("stream, each word as soon as it is generated", async () => {
    const second = deferred();
    live.upstream.once(
      "/v1/chat/completions",
      sse([opening, word("Hel"), gate(second.promise), word("lo."), finish, done]),
    );
    const stream = await live.client.chat.completions.create({ ...ask, stream: true });
    const words: string[] = [];
    for await (const part of stream) {
      const content = part.choices[0]?.delta.content;
      if (content) words.push(content);
      if (content === "Hel") second.resolve();
    }
    expect(words).toEqual(["Hel", "lo."]);
    expect((await live.upstream.next()).fields).toEqual({ ...ask, stream: true });
  });

  test("stream_options requests the usage", async () => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    live.upstream.once(
      "/v1/chat/completions",
      sse([opening, word("Hi"), finish, event({ ...chunk({}), choices: [], usage }), done]),
    );
    const stream = await live.client.chat.completions.create({
      ...ask,
      stream: true,
      stream_options: { include_usage: true },
    });
    let seen: unknown = null;
    for await (const part of stream) seen = part.usage ?? seen;
    expect(seen).toEqual(usage);
    expect((await live.upstream.next()).fields.stream_options).toEqual({ include_usage: true });
  });

  test("the stream helper: events and finalContent", async () => {
    live.upstream.once("/v1/chat/completions", spoken("Good ", "day", "."));
    const stream = live.client.chat.completions.stream(ask);
    const contents: string[] = [];
    stream.on("content", (delta) => contents.push(delta));
    expect(await stream.finalContent()).toBe("Good day.");
    expect(contents).toEqual(["Good ", "day", "."]);
    expect((await stream.finalChatCompletion()).choices[0]?.finish_reason).toBe("stop");
  });

  test("streamed parallel tool calls come together", async () => {
    const piece = (index: number, id: string | undefined, name: string | undefined, text: string) =>
      event(
        chunk({
          tool_calls: [
            { index, ...(id && { id, type: "function" }), function: { ...(name && { name }), arguments: text } },
          ],
        }),
      );
    live.upstream.once(
      "/v1/chat/completions",
      sse([
        opening,
        piece(0, "call_a", "weather", '{"city":'),
        piece(1, "call_b", "time", ""),
        piece(0, undefined, undefined, '"Oslo"}'),
        piece(1, undefined, undefined, "{}"),
        event(chunk({}, "tool_calls")),
        done,
      ]),
    );
    const answer = await live.client.chat.completions.stream(ask).finalChatCompletion();
    const calls = answer.choices[0]?.message.tool_calls?.map((call) => "function" in call && call.function);
    expect(calls).toMatchObject([
      { name: "weather", arguments: '{"city":"Oslo"}' },
      { name: "time", arguments: "{}" },
    ]);
  });

  test("runTools calls the function and sends its result to the model", async () => {
    live.upstream.once(
      "/v1/chat/completions",
      json(toolCall("weather", { city: "Oslo" })),
      json(chat("It rains in Oslo.")),
    );
    const asked: unknown[] = [];
    const runner = live.client.chat.completions.runTools({
      ...ask,
      tools: [
        {
          type: "function",
          function: {
            name: "weather",
            description: "The weather in a city.",
            parameters: { type: "object", properties: { city: { type: "string" } } },
            parse: JSON.parse,
            function: async (args: unknown) => {
              asked.push(args);
              return "rain";
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toBe("It rains in Oslo.");
    expect(asked).toEqual([{ city: "Oslo" }]);
    await live.upstream.next();
    const second = (await live.upstream.next()).fields.messages as { role: string; content: unknown }[];
    expect(second.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(second[2]?.content).toBe("rain");
  });

  test("parse with a json_schema", async () => {
    live.upstream.once("/v1/chat/completions", json(chat('{"answer":42}')));
    const schema = {
      type: "object",
      properties: { answer: { type: "integer" } },
      required: ["answer"],
      additionalProperties: false,
    };
    const format = { type: "json_schema" as const, json_schema: { name: "answer", strict: true, schema } };
    const parsed = await live.client.chat.completions.parse({
      ...ask,
      response_format: makeParseableResponseFormat(format, (text) => JSON.parse(text) as { answer: number }),
    });
    expect(parsed.choices[0]?.message.parsed).toEqual({ answer: 42 });
    expect((await live.upstream.next()).fields.response_format).toEqual(format);
  });

  test("withResponse shows the gateway's headers", async () => {
    live.upstream.once("/v1/chat/completions", json(chat("Hello."), 200, { "openai-processing-ms": "12" }));
    const { response, request_id } = await live.client.chat.completions.create(ask).withResponse();
    expect(request_id).toMatch(/\S/);
    expect(response.headers.get("x-turnout-route")).toBe("openai:gpt-4o");
    expect(response.headers.get("x-turnout-attempts")).toBe("1");
    expect(response.headers.get("openai-processing-ms")).toBe("12");
  });
});

describe("the other endpoints", () => {
  const numbers = [0.25, -0.5, 1];
  const embedding = (value: unknown) => ({
    object: "list",
    model: "text-embedding-3-small",
    data: [{ object: "embedding", index: 0, embedding: value }],
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });

  test("embeddings, in base64 as the SDK asks by default", async () => {
    const base64 = Buffer.from(new Float32Array(numbers).buffer).toString("base64");
    live.upstream.once("/v1/embeddings", json(embedding(base64)));
    const answer = await live.client.embeddings.create({ model: "openai:text-embedding-3-small", input: "hello" });
    expect(answer.data[0]?.embedding).toEqual(numbers);
    expect((await live.upstream.next()).fields).toEqual({
      model: "text-embedding-3-small",
      input: "hello",
      encoding_format: "base64",
    });
  });

  test("embeddings, as floats", async () => {
    live.upstream.once("/v1/embeddings", json(embedding(numbers)));
    const answer = await live.client.embeddings.create({
      model: "text-embedding-3-small",
      input: [[1, 2, 3]],
      encoding_format: "float",
    });
    expect(answer.data[0]?.embedding).toEqual(numbers);
    expect((await live.upstream.next()).fields.input).toEqual([[1, 2, 3]]);
  });

  test("completions, plain and streamed", async () => {
    const body = (text: string) => ({
      id: "cmpl-1",
      object: "text_completion",
      created: 1,
      model: "gpt-3.5-turbo-instruct",
      choices: [{ text, index: 0, finish_reason: "stop", logprobs: null }],
    });
    live.upstream.once("/v1/completions", json(body(" a time")), sse([event(body(" a")), event(body(" time")), done]));
    const ask = { model: "openai:gpt-3.5-turbo-instruct", prompt: "Once upon" };
    expect((await live.client.completions.create(ask)).choices[0]?.text).toBe(" a time");
    expect((await live.upstream.next()).fields).toEqual({ ...ask, model: "gpt-3.5-turbo-instruct" });
    const texts: (string | undefined)[] = [];
    for await (const part of await live.client.completions.create({ ...ask, stream: true }))
      texts.push(part.choices[0]?.text);
    expect(texts).toEqual([" a", " time"]);
  });

  test("moderations", async () => {
    live.upstream.once("/v1/moderations", json({ id: "modr-1", model: "omni", results: [{ flagged: true }] }));
    const answer = await live.client.moderations.create({ model: "openai:omni-moderation-latest", input: "…" });
    expect(answer.results[0]?.flagged).toBe(true);
    expect((await live.upstream.next()).fields).toEqual({ model: "omni-moderation-latest", input: "…" });
  });

  test("models.list has aliases, failover routes, listed models and their prefixed names", async () => {
    const ids: string[] = [];
    for await (const model of live.client.models.list()) {
      expect(model).toMatchObject({ object: "model", created: expect.any(Number), owned_by: expect.any(String) });
      ids.push(model.id);
    }
    expect(ids).toEqual(expect.arrayContaining(["smart", "sturdy", "gpt-4o", "openai:gpt-4o", "gpt-4o-mini"]));
    expect(ids).toEqual(expect.arrayContaining(["vendor/model:beta", "router:vendor/model:beta"]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(["gpt-4o", "openai:gpt-4o", "vendor/model:beta", "router:vendor/model:beta", "smart"])(
    "models.retrieve %s",
    async (id) => {
      expect((await live.client.models.retrieve(id)).id).toBe(id);
    },
  );

  test("models.retrieve of a model that is not listed: NotFoundError", async () => {
    const failure = await failed(live.client.models.retrieve("gpt-4p"), OpenAI.NotFoundError);
    expect(failure.code).toBe("model_not_found");
    expect(failure.message).toContain("gpt-4o");
  });

  test("an endpoint that Turnout does not have: NotFoundError, and no upstream request", async () => {
    const before = live.upstream.begun();
    const file = await toFile(Buffer.from("x"), "x.jsonl");
    await failed(live.client.files.create({ file, purpose: "batch" }), OpenAI.NotFoundError);
    expect(live.upstream.begun()).toBe(before);
  });
});
