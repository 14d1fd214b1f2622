import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
  artifact = await startArtifact(
    `
backends:
  plain:
    type: openai
    base_url: ${upstream.url}/v1
  tuned:
    type: openai
    base_url: ${upstream.url}/v1
    extra: { temperature: 0.2, top_p: 0.9, max_tokens: 100, forced_seed: 7 }
  cool:
    type: openai
    base_url: ${upstream.url}/v1
    extra: { forced_temperature: 0 }
default_backend: plain
failure_handling: { retries: 0 }
model_defaults:
  "tuned:special": { temperature: 0.6, verbosity: low }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const messages = [{ role: "user", content: "temperature=1" }];

/** What the upstream is sent for a request, but for model and messages. */
async function sent(model: string, fields: Record<string, unknown> = {}) {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model, ...fields, messages });
  expect(answer.status, answer.text).toBe(200);
  const { model: _, messages: kept, ...rest } = (await upstream.next()).fields;
  expect(kept).toEqual(messages);
  return { rest, warning: answer.headers["x-turnout-warning"] };
}

describe("in the model string", () => {
  test.each([
    ["temperature=0.7", { temperature: 0.7 }],
    ["temperature=0", { temperature: 0 }],
    ["temperature=2", { temperature: 2 }],
    ["top_p=0.25", { top_p: 0.25 }],
    ["top_k=40", { top_k: 40 }],
    ["seed=-3", { seed: -3 }],
    ["seed=0", { seed: 0 }],
    ["reasoning_effort=xhigh", { reasoning_effort: "xhigh" }],
    ["verbosity=high", { verbosity: "high" }],
    ["service_tier=flex", { service_tier: "flex" }],
    ["service_tier=a+b%20c", { service_tier: "a b c" }],
    ["service_tier=a%7Cb", { service_tier: "a|b" }],
    ["presence_penalty=-2&frequency_penalty=1.5", { presence_penalty: -2, frequency_penalty: 1.5 }],
    ["max_tokens=16", { max_completion_tokens: 16 }],
    ["temperature=0.1&temperature=0.3&temperature=", { temperature: 0.3 }],
  ])("?%s", async (query, expected) => {
    const { rest, warning } = await sent(`plain:m?${query}`);
    expect(rest).toEqual(expected);
    expect(warning).toBeUndefined();
  });

  test.each([
    ["colour=red", "colour"],
    ["temperature=2.1", "temperature"],
    ["temperature=NaN", "temperature"],
    ["temperature=Infinity", "temperature"],
    ["temperature=warm", "temperature"],
    ["top_p=-0.1", "top_p"],
    ["top_k=0", "top_k"],
    ["top_k=1.5", "top_k"],
    ["max_tokens=0", "max_tokens"],
    ["seed=1.5", "seed"],
    ["reasoning_effort=HIGH", "reasoning_effort"],
    ["verbosity=loud", "verbosity"],
    ["presence_penalty=2.5", "presence_penalty"],
    ["Temperature=1", "Temperature"],
  ])("?%s is dropped with a warning, and the request continues", async (query, name) => {
    const { rest, warning } = await sent(`plain:m?${query}&service_tier=flex`, { presence_penalty: 1 });
    expect(rest).toEqual({ presence_penalty: 1, service_tier: "flex" });
    expect(warning).toContain(name);
  });

  test("a warning never carries a client's line break into the headers", async () => {
    const { warning } = await sent("plain:m?evil%0d%0aset-cookie:%20a=b=1&%e2%9c%93=2");
    expect(warning).toMatch(/^[\x20-\x7e]+$/);
  });

  test("parameters belong to their own branch", async () => {
    upstream.once("/v1", (_, response) => void response.writeHead(503).end());
    await post(`${artifact.url}/v1/chat/completions`, {
      model: "plain:a?temperature=0.1|cool:b?top_p=0.5",
      messages,
    });
    const first = await upstream.next();
    expect(first.fields).toEqual({ model: "a", temperature: 0.1, messages });
    const second = await upstream.next();
    expect(second.fields).toEqual({ model: "b", top_p: 0.5, temperature: 0, messages });
  });
});

describe("precedence, from low to high", () => {
  test("extra, if nothing else sets it", async () => {
    expect((await sent("tuned:m")).rest).toEqual({
      temperature: 0.2,
      top_p: 0.9,
      max_completion_tokens: 100,
      seed: 7,
    });
  });

  test("model_defaults over extra", async () => {
    expect((await sent("tuned:special")).rest).toMatchObject({ temperature: 0.6, verbosity: "low", top_p: 0.9 });
  });

  test("the client's extra_body over both", async () => {
    expect((await sent("tuned:special", { extra_body: { temperature: 0.4 } })).rest).toMatchObject({
      temperature: 0.4,
      top_p: 0.9,
    });
  });

  test("the client's own fields over its extra_body", async () => {
    const { rest } = await sent("tuned:m", { temperature: 1, extra_body: { temperature: 0.4 } });
    expect(rest.temperature).toBe(1);
  });

  test("the client's own fields over the config, zero included", async () => {
    expect((await sent("tuned:m", { temperature: 0, top_p: 1 })).rest).toMatchObject({ temperature: 0, top_p: 1 });
  });

  test.each(["max_tokens", "max_completion_tokens"])("the client's %s over the config's", async (field) => {
    const { rest } = await sent("tuned:m", { [field]: 5 });
    const limits = [rest.max_tokens, rest.max_completion_tokens].filter((limit) => limit !== undefined);
    expect(limits).toEqual([5]);
  });

  test("the model string over the client's own fields, zero included", async () => {
    expect((await sent("plain:m?temperature=0", { temperature: 0.9 })).rest).toEqual({ temperature: 0 });
    expect((await sent("tuned:m?top_p=0", { top_p: 0.9 })).rest.top_p).toBe(0);
  });

  test.each(["max_tokens", "max_completion_tokens"])("max_tokens in the model string replaces %s", async (field) => {
    const { rest } = await sent("plain:m?max_tokens=16", { [field]: 500 });
    expect(rest).toEqual({ max_completion_tokens: 16 });
  });

  test("max_tokens in the model string replaces both names at once", async () => {
    const { rest } = await sent("plain:m?max_tokens=16", { max_tokens: 500, max_completion_tokens: 600 });
    expect(rest).toEqual({ max_completion_tokens: 16 });
  });

  test("forced values over everything", async () => {
    expect((await sent("cool:m?temperature=0.7", { temperature: 1 })).rest).toEqual({ temperature: 0 });
    expect((await sent("tuned:m?seed=1", { seed: 2 })).rest.seed).toBe(7);
  });

  test("a nested field of the same name is not touched", async () => {
    const deep = { temperature: 1, list: [{ temperature: 2 }] };
    expect((await sent("cool:m", { metadata: deep })).rest).toEqual({ metadata: deep, temperature: 0 });
  });
});

test("a parameter that the endpoint does not have is ignored with a warning", async () => {
  upstream.once("/", json({ data: [{ embedding: [0.5] }] }));
  const answer = await post(`${artifact.url}/v1/embeddings`, { model: "plain:e?temperature=0.5&seed=1", input: "x" });
  expect(answer.status).toBe(200);
  expect((await upstream.next()).fields).toEqual({ model: "e", input: "x" });
  expect(answer.headers["x-turnout-warning"]).toMatch(/^temperature: .*; seed: /);
});

test("an invalid model string is rejected with the position of the mistake", async () => {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model: "plain:a||plain:b", messages });
  expect(answer.status).toBe(400);
  expect(answer.fields).toMatchObject({ error: { code: "syntax_error", param: "model" } });
  expect(answer.text).toMatch(/At character \d+ of the model string/);
});
