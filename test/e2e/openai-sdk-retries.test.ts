/** The official SDK, which retries by itself and sleeps as long as `retry-after` says: where it must not, and where it may. */
import OpenAI from "openai";
import { beforeAll, describe, expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { backend, gateway } from "../support/gateway.ts";
import { failed } from "../support/sdk.ts";

const it = gateway(
  (url) => `
backends:
${backend("a", url, "protocols: [chat, responses]")}
${backend("b", url, "protocols: [chat, responses]")}
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
);

let client: OpenAI;
beforeAll(() => {
  client = new OpenAI({ apiKey: "any", baseURL: `${it.artifact.url}/v1`, maxRetries: 2 });
});

const messages = [{ role: "user" as const, content: "Hi" }];
const CALLS = {
  chat: (model: string) => client.chat.completions.create({ model, messages }),
  "streamed chat": (model: string) => client.chat.completions.create({ model, messages, stream: true }),
  responses: (model: string) => client.responses.create({ model, input: "Hi" }),
  "streamed responses": (model: string) => client.responses.create({ model, input: "Hi", stream: true }),
} as const;
const NAMES = ["chat", "streamed chat", "responses", "streamed responses"] as const;

describe.each(NAMES)("%s", (name) => {
  const call = CALLS[name];
  const mark = name.replace(" ", "-");

  test("is not asked again after failover: every target has been asked", async () => {
    it.upstream.always("/a/", refusal(500, null, { "retry-after": "3600" }));
    it.upstream.always("/b/", refusal(503, null, { "retry-after": "3600" }));
    await failed(call(`a:spent-${mark}|b:spent-${mark}`), OpenAI.InternalServerError);
    expect([it.countOf(`a:spent-${mark}`), it.countOf(`b:spent-${mark}`)]).toEqual([1, 1]);
  });

  test("is not asked again if the wait is an hour, which the SDK would sleep", async () => {
    it.upstream.always("/a/", refusal(429, null, { "retry-after": "3600" }));
    await failed(call(`a:limited-${mark}`), OpenAI.RateLimitError);
    expect(it.countOf(`a:limited-${mark}`)).toBe(1);
  });

  test("is asked again where that may help", async () => {
    it.upstream.always("/a/", refusal(500, null, { "retry-after-ms": "1" }));
    await failed(call(`a:once-${mark}`), OpenAI.InternalServerError);
    expect(it.countOf(`a:once-${mark}`)).toBe(3);
  });
});
