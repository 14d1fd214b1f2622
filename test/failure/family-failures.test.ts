/** Routes that lead to backends of both protocols, where one of them fails or cannot be asked. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { json, refusal } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, post, send } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  chats: { type: openai-compatible, base_url: "${upstream.url}/chats/v1", api_key: "\${OPENAI_API_KEY}" }
  answers: { type: openai-responses, base_url: "${upstream.url}/answers/v1" }
default_backend: chats
model_aliases: [{ pattern: "^raced$", replacement: "chats:m!answers:m" }]
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
  upstream.always("/chats/", json(chat("from chats")));
  upstream.always("/answers/", json(response("completed")));
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

function response(status: string, error: unknown = null): Record<string, unknown> {
  const content = [{ type: "output_text", text: "from answers", annotations: [] }];
  const message = { id: "msg_1", type: "message", role: "assistant", status: "completed", content };
  const output = status === "completed" ? [message] : [];
  return { id: "resp_1", object: "response", created_at: 1, status, model: "m", error, output };
}

const ask = (fields: Record<string, unknown>): Promise<Answered> =>
  post(`${artifact.url}/v1/chat/completions`, { messages: [{ role: "user", content: "hi" }], ...fields });
const respond = (fields: Record<string, unknown>): Promise<Answered> =>
  post(`${artifact.url}/v1/responses`, { input: "hi", ...fields });
const warningOf = ({ headers }: Answered) => headers["x-turnout-warning"];

test.each(["|", "!"])(
  "what A of A%sB does not support causes no warning if B answers and supports it",
  async (operator) => {
    upstream.once("/answers/", refusal(500));
    const answered = await ask({ model: `answers:m${operator}chats:m`, stop: ["x"] });
    expect([answered.headers["x-turnout-route"], warningOf(answered)]).toEqual(["chats:m", undefined]);
    expect(warningOf(await ask({ model: "answers:m", stop: ["x"] }))).toContain("stop");
  },
);

test("a parameter of the model string that only another target lacks causes no warning", async () => {
  expect(warningOf(await ask({ model: "chats:m|answers:m?seed=1" }))).toBeUndefined();
  upstream.once("/chats/", refusal(500));
  expect(warningOf(await ask({ model: "chats:m|answers:m?seed=1" }))).toBe(
    "seed: not a parameter of /responses, ignored",
  );
});

test("warnings leave room for other headers, however much they quote", async () => {
  const include = Array.from({ length: 1000 }, (_, index) => `${index}${"ü".repeat(1000)}`);
  const answered = await respond({ model: "chats:m", include });
  expect(answered.status).toBe(200);
  const text = String(warningOf(answered));
  expect(text).toMatch(/^include\[0\] .* and \d+ more$/);
  expect(text.length).toBeLessThan(5000);
});

test("a target that cannot serve the request hides no failure of one that can", async () => {
  upstream.once("/chats/", refusal(503));
  const answered = await ask({ model: "chats:m|answers:m", n: 2 });
  expect([answered.status, answered.headers["x-turnout-route"]]).toEqual([503, "chats:m"]);
  expect((await ask({ model: "answers:m", n: 2 })).status).toBe(400);
});

test("a failed response is another target's to answer, even with a success status", async () => {
  const failed = json(response("failed", { code: "server_error", message: "no" }));
  upstream.once("/answers/", failed);
  const answered = await respond({ model: "answers:m|answers:n" });
  expect([answered.headers["x-turnout-route"], answered.fields.status]).toEqual(["answers:n", "completed"]);
  upstream.once("/answers/", failed);
  const last = await respond({ model: "answers:m" });
  expect([last.status, last.fields.error]).toEqual([500, { code: "server_error", message: "no" }]);
});

test("a response that failed because of its request is shown unchanged", async () => {
  upstream.once("/answers/", json(response("failed", { code: "invalid_prompt", message: "no" })));
  const answered = await respond({ model: "answers:m|answers:n" });
  expect([answered.status, answered.headers["x-turnout-attempts"], answered.fields.status]).toEqual([
    200,
    "1",
    "failed",
  ]);
});

const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

test.each(["answers:m?reasoning_effort=high", "chats:m?reasoning_effort=high"])(
  "a request that nests deeper than is parsed is refused, for %s",
  async (model) => {
    const body = `{"model":"${model}","input":"hi","reasoning":{"deep":${deep}}}`;
    const sent = await fetch(`${artifact.url}/v1/responses`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(sent.status).toBe(400);
  },
);

test("a rewritten body is sent as JSON, whatever type the client declared", async () => {
  const body = JSON.stringify({ model: "answers:m", messages: [{ role: "user", content: "hi" }] });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await send(`${artifact.url}/v1/chat/completions`, { body, headers })).status).toBe(200);
  expect((await upstream.next()).headers["content-type"]).toBe("application/json");
});
