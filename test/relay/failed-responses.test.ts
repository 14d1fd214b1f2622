/** Errors that upstreams report in their streams, for clients of the Responses API: SDKs read one event, the Codex CLI another. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { event, raw, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, post } from "../support/client.ts";
import { word } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  same: { type: openai-responses, base_url: "${upstream.url}/v1" }
  chat: { type: openai, protocols: [chat], base_url: "${upstream.url}/v1" }
default_backend: same
failure_handling: { enabled: false }
resilience: { circuit_breaker: { enabled: false } }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

interface Event {
  readonly type: string;
  readonly [member: string]: unknown;
}

const RESPONSE = { id: "resp_1", object: "response", created_at: 5, model: "m-1", status: "in_progress", output: [] };
const CREATED = { type: "response.created", response: RESPONSE, sequence_number: 0 };
const DELTA = { type: "response.output_text.delta", delta: "a", sequence_number: 1 };
const named = (value: Event) => raw(`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`);
const ask = (model: string, path = "responses"): Promise<Answered> =>
  post(`${artifact.url}/v1/${path}`, { model, input: "Hi", messages: [], stream: true });

function eventsOf({ text }: Answered): readonly Event[] {
  return text.split("\n\n").flatMap((block) => {
    const data = block.split("\n").find((line) => line.startsWith("data: {"));
    return data === undefined ? [] : [JSON.parse(data.slice("data: ".length))];
  });
}

describe("after output, both events come", () => {
  const error = { code: "server_error", message: "broken", param: null };
  const failed = { type: "response.failed", response: { ...RESPONSE, status: "failed", error }, sequence_number: 2 };
  const long = { ...RESPONSE, status: "failed", error, instructions: "x".repeat(9000) };

  test.each([
    ["an error event", named({ type: "error", ...error, sequence_number: 2 })],
    ["an error event as the API sends it", named({ type: "error", error, sequence_number: 2 })],
    ["an error event without a name", event({ type: "error", ...error, sequence_number: 2 })],
    ["an error of chat", event({ error })],
    ["a failed response", named(failed)],
    ["a failed response without a name", event(failed)],
    ["a long failed response", named({ ...failed, response: long })],
  ])("%s", async (_, last) => {
    upstream.always("/v1/responses", sse([named(CREATED), named(DELTA), last]));
    const answered = await ask("same:m");
    const events = eventsOf(answered);
    expect(events.slice(0, 2)).toEqual([CREATED, DELTA]);
    expect(events).toHaveLength(4);
    const second = events.find(({ type }) => type === "response.failed");
    const first = events.slice(2).find((each) => each !== second);
    expect(JSON.stringify(first)).toContain('"message":"broken"');
    expect(second).toMatchObject({
      response: { id: "resp_1", status: "failed", error: { code: "server_error", message: "broken" } },
    });
  });

  test("both of the upstream's pass as they came", async () => {
    const both = [named(CREATED), named(DELTA), named({ type: "error", ...error }), named(failed)];
    upstream.always("/v1/responses", sse(both));
    expect(eventsOf(await ask("same:m"))).toEqual([CREATED, DELTA, { type: "error", ...error }, failed]);
  });

  test("also of a chat backend", async () => {
    upstream.always("/v1/chat/completions", sse([word("a"), event({ error: { message: "broken" } })]));
    expect(eventsOf(await ask("chat:m")).slice(-2)).toMatchObject([
      { type: "error", message: "broken" },
      { type: "response.failed", response: { error: { message: "broken" } } },
    ]);
  });
});

describe("a rate limit before output", () => {
  const words = "Rate limit reached. Please try again in 2.5s.";
  const error = { code: "rate_limit_exceeded", message: words };
  const failed = { type: "response.failed", response: { ...RESPONSE, status: "failed", error }, sequence_number: 1 };

  test.each([
    ["a failed response", "same:m", "/v1/responses", named(failed), words],
    ["an error event", "same:m", "/v1/responses", named({ type: "error", ...error }), words],
    ["an error of chat", "chat:m", "/v1/chat/completions", event({ error }), words],
    [
      "an error with a field for the wait",
      "chat:m",
      "/v1/chat/completions",
      event({ error: { code: 429, message: "Slow down.", resets_in_seconds: 3 } }),
      "Slow down. Please try again in 3s.",
    ],
  ])(
    "is a failed response for a client of the Responses API, with the wait: %s",
    async (_, model, path, last, message) => {
      upstream.always(path, sse([last]));
      const answered = await ask(model);
      expect(answered.status).toBe(200);
      expect(answered.headers).toMatchObject({
        "content-type": expect.stringMatching(/^text\/event-stream/),
        "retry-after": "3",
      });
      expect(eventsOf(answered)).toMatchObject([
        { type: "error", code: "rate_limit_exceeded", message },
        { type: "response.failed", response: { status: "failed", error: { code: "rate_limit_exceeded", message } } },
      ]);
    },
  );

  test("is a 429 with the wait for a chat client", async () => {
    upstream.always("/v1/chat/completions", sse([event({ error })]));
    const answered = await ask("chat:m", "chat/completions");
    expect(answered.status).toBe(429);
    expect(answered.headers["retry-after"]).toBe("3");
    expect(answered.fields).toMatchObject({ error });
  });

  test("that is a used-up quota is a 429 for everyone", async () => {
    upstream.always("/v1/responses", sse([event({ error: { code: "insufficient_quota", message: "Pay" } })]));
    expect((await ask("same:m")).status).toBe(429);
  });

  test("another error keeps its status", async () => {
    upstream.always("/v1/responses", sse([named({ type: "error", code: "server_error", message: "broken" })]));
    const answered = await ask("same:m");
    expect(answered.status).toBe(500);
    expect(answered.fields).toEqual({ error: { code: "server_error", message: "broken" } });
  });
});
