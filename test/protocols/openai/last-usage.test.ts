/** Usage read from the end of an answer that nobody parses. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chatStream } from "../../../runtime/protocols/chat/stream/stream.ts";
import { responsesStream } from "../../../runtime/protocols/responses/stream/stream.ts";

const chat = (text: string) => chatStream.usageIn(Buffer.from(text));
const responses = (text: string) => responsesStream.usageIn(Buffer.from(text));

describe("of chat", () => {
  const usage = { prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } };
  const read = { input: 3, output: 4, total: null, cached: 2, reasoning: 0 };

  test("is found in a whole answer, indented or not, and at the end of a stream", () => {
    expect(chat(JSON.stringify({ choices: [], usage }))).toMatchObject(read);
    expect(chat(JSON.stringify({ choices: [], usage }, null, 2))).toMatchObject(read);
    expect(
      chat(`ta":{"content":"x"}}]}\n\ndata: {"usage" : ${JSON.stringify(usage)}}\n\ndata: [DONE]\n\n`),
    ).toMatchObject(read);
  });

  test("embeddings only count input", () => {
    expect(chat('{"data":[],"usage":{"prompt_tokens":8,"total_tokens":8}}')).toMatchObject({
      input: 8,
      output: 0,
      total: 8,
    });
  });

  test.each([
    ["nothing", ""],
    ["an answer without it", '{"choices":[]}'],
    ["null", 'data: {"usage":null}\n\n'],
    ["a text of the model", `data: ${JSON.stringify({ t: 'say "usage":{"prompt_tokens":1}' })}\n\n`],
    ["an object of another kind", 'data: {"usage":{"seconds":1}}\n\n'],
    ["a name without a value", 'data: ["usage"]\n\n'],
    ["null at the start of the kept bytes", '"usage":null}\n\n'],
    ["an object that is no JSON", 'data: {"usage":{"prompt_tokens":1,}}\n\n'],
    ["half an object", 'data: {"usage":{"prompt_tokens":1'],
  ])("%s has none", (_, text) => {
    expect(chat(text)).toBeNull();
  });

  test("that of a choice counts, where an answer has none of its own", () => {
    expect(chat('{"choices":[{"usage":{"prompt_tokens":1}}],"usage":null}')).toMatchObject({ input: 1 });
  });

  test("the last one counts, even at the start of the kept bytes", () => {
    const first = '"usage":{"prompt_tokens":1}}\n\n';
    expect(chat(first)).toMatchObject({ input: 1 });
    expect(chat(`${first}data: {"usage":{"prompt_tokens":2}}\n\ndata: {"usage":{"seconds":1}}\n\n`)).toMatchObject({
      input: 2,
    });
  });
});

describe("of responses", () => {
  const usage = { input_tokens: 5, output_tokens: 6, output_tokens_details: { reasoning_tokens: 1 }, total_tokens: 11 };

  test("is found in the last event, after the text of the request", () => {
    const tool = { parameters: { properties: { usage: { type: "object" } } } };
    const response = { id: "resp_1", tools: [tool], usage, metadata: { usage: "none" } };
    const event = `event: response.completed\ndata: ${JSON.stringify({ type: "response.completed", response })}\n\n`;
    const read = { input: 5, output: 6, total: 11, reasoning: 1 };
    expect(responses(event)).toMatchObject(read);
    expect(responses(event.slice(60))).toMatchObject(read);
    expect(responses(JSON.stringify(response))).toMatchObject(read);
  });

  test("a broken stream has none, nor has an object that counts nothing", () => {
    expect(responses('data: {"usage":{"prompt_tokens":1}}\n\n')).toBeNull();
    expect(responses('data: {"type":"response.created","response":{"usage":null}}\n\n')).toBeNull();
  });
});

describe("its numbers are those of JSON.parse", () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 2 ** 40 }),
    fc.constantFrom(0, 1.5, -3, 2e21, 1e-7, 123456789012345680, null, "7", true, [], {}, [{ cached_tokens: 9 }]),
  );
  const details = fc.oneof(
    number,
    fc.dictionary(fc.constantFrom("cached_tokens", "reasoning_tokens", "audio_tokens"), number),
    fc.record({ inner: fc.record({ cached_tokens: number, prompt_tokens: number }), cached_tokens: number }),
  );
  const names = ["prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "cost"];
  const usage = fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), number),
      fc.dictionary(fc.constantFrom("prompt_tokens_details", "completion_tokens_details", "other"), details),
    )
    .map(([own, more]) => ({ ...more, ...own, ...more }));

  const countOf = (value: unknown) => (typeof value === "number" ? value : 0);
  const memberOf = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? Reflect.get(value, name) : undefined;

  test("whatever the object holds, in either spacing", () => {
    fc.assert(
      fc.property(usage, fc.boolean(), (object, spaced) => {
        const { prompt_tokens, completion_tokens, total_tokens }: Record<string, unknown> = object;
        const expected =
          typeof prompt_tokens === "number"
            ? {
                input: prompt_tokens,
                output: countOf(completion_tokens),
                total: typeof total_tokens === "number" ? total_tokens : null,
                cached: countOf(memberOf(object.prompt_tokens_details, "cached_tokens")),
                reasoning: countOf(memberOf(object.completion_tokens_details, "reasoning_tokens")),
              }
            : null;
        const text = JSON.stringify(object);
        const found = chat(`data: {"usage":${spaced ? text.replaceAll(":", ": ") : text}}\n\n`);
        if (expected === null) expect(found).toBeNull();
        else expect(found).toMatchObject(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
