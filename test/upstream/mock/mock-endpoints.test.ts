import { describe, expect, it } from "vitest";
import { dispatch } from "../../support/dispatch.ts";
import { startMock } from "../../support/mock.ts";

function ask(path: string, body: Record<string, unknown>) {
  const { upstream, clock } = startMock();
  const recording = dispatch(upstream, path, { model: "m", ...body });
  clock.advance(1000);
  return recording;
}

describe("the mock's embeddings", () => {
  const vectors = (body: Record<string, unknown>) =>
    (ask("/v1/embeddings", body).json.data as { embedding: number[] }[]).map((row) => row.embedding);

  it("are unit vectors, the same for the same text and others for others", () => {
    const [a, b, c] = vectors({ input: ["cat", "cat", "dog"] });
    expect(a).toHaveLength(1536);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(Math.hypot(...(a ?? []))).toBeCloseTo(1, 5);
  });

  it("have the dimensions asked for, and the same numbers as base64", () => {
    const [floats] = vectors({ input: "cat", dimensions: 8 });
    const { data } = ask("/v1/embeddings", { input: "cat", dimensions: 8, encoding_format: "base64" }).json as {
      data: { embedding: string }[];
    };
    const bytes = Buffer.from(data[0]?.embedding ?? "", "base64");
    expect(floats).toEqual(Array.from({ length: 8 }, (_, index) => bytes.readFloatLE(index * 4)));
  });

  it("are rejected for more inputs than OpenAI accepts", () => {
    const of = (count: number) =>
      ask("/v1/embeddings", { input: Array.from({ length: count }, () => "a"), dimensions: 1 });
    expect(of(2048).status).toBe(200);
    expect(of(2049)).toMatchObject({ status: 400, json: { error: { param: "input" } } });
  });

  it("accept tokens and lists of tokens", () => {
    expect(vectors({ input: [1, 2, 3], dimensions: 4 })).toHaveLength(1);
    expect(vectors({ input: [[1, 2], [3]], dimensions: 4 })).toHaveLength(2);
    expect(ask("/v1/embeddings", { input: [1, 2, 3] }).json.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
  });
});

describe("the mock's legacy completions", () => {
  it("repeat the prompt, whole", () => {
    expect(ask("/v1/completions", { prompt: "once upon", max_tokens: 1 }).json).toMatchObject({
      object: "text_completion",
      choices: [{ text: "once", index: 0, finish_reason: "length" }],
      usage: { prompt_tokens: 2, completion_tokens: 1 },
    });
  });

  it("are rejected for more choices than OpenAI allows", () => {
    expect(ask("/v1/completions", { prompt: "a", n: 128 }).status).toBe(200);
    expect(ask("/v1/completions", { prompt: "a", n: 129 })).toMatchObject({
      status: 400,
      json: { error: { param: "n" } },
    });
  });

  it("repeat the prompt, streamed", () => {
    const answer = ask("/v1/completions", { prompt: "once upon", stream: true });
    const texts = answer.events.map((event) => (event.choices as { text: string }[])[0]?.text);
    expect(texts).toEqual(["once", " upon", ""]);
    expect(answer.text.endsWith("data: [DONE]\n\n")).toBe(true);
  });
});

it("the mock's moderations flag nothing, with one result per input", () => {
  const { results } = ask("/v1/moderations", { input: ["a", "b"] }).json as { results: { flagged: boolean }[] };
  expect(results.map((result) => result.flagged)).toEqual([false, false]);
});
