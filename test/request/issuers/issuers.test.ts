/** Items that only their issuer can read, with two keys, a chat backend, and a client that keeps everything itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { event, json, raw, refusal, sse } from "../../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";
import { type Answered, post, send } from "../../support/client.ts";
import { type ScriptedUpstream, startUpstream } from "../../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  one: { type: openai, base_url: "${upstream.url}/one/v1" }
  two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${SECOND}" }
  chat: { type: deepseek, base_url: "${upstream.url}/chat/v1" }
  vllm: { type: vllm, protocols: [responses], base_url: "${upstream.url}/vllm/v1" }
default_backend: one
failure_handling: { retries: 0 }
failover_routes:
  both: [one:m, two:m]
resilience: { circuit_breaker: { enabled: false } }
`,
    { env: { OPENAI_API_KEY: "sk-test", SECOND: "sk-two", DEEPSEEK_API_KEY: "sk-deep" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

let before = 0;
beforeEach(() => {
  upstream.reset();
  before = upstream.received.length;
});

const REASONING = {
  id: "rs_1",
  type: "reasoning",
  summary: [{ type: "summary_text", text: "Hm." }],
  encrypted_content: "gAAA",
};
const MESSAGE = { id: "msg_1", type: "message", role: "assistant", content: [{ type: "output_text", text: "Hi" }] };
const RESPONSE = { id: "resp_1", object: "response", status: "completed", model: "m", output: [REASONING, MESSAGE] };
const USER = { role: "user", content: "Go on" };

const ask = (model: string, input: unknown, more: object = {}): Promise<Answered> =>
  post(`${artifact.url}/v1/responses`, {
    model,
    input,
    store: false,
    include: ["reasoning.encrypted_content"],
    ...more,
  });
const requests = () => upstream.received.slice(before);
const sent = (): Record<string, unknown>[] =>
  requests().map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
const outputOf = ({ fields }: Answered) => fields.output as readonly Record<string, unknown>[];

describe("what one upstream has made", () => {
  beforeEach(() => {
    upstream.always("/one/v1/responses", json(RESPONSE));
    upstream.always("/two/v1/responses", json(RESPONSE));
    upstream.always("/vllm/v1/responses", json(RESPONSE));
    upstream.always(
      "/chat/v1/chat/completions",
      json({ choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }] }),
    );
  });

  test("is marked, and goes back to it as it was", async () => {
    const output = outputOf(await ask("one:m", "Hi"));
    expect(output).toEqual([
      { ...REASONING, encrypted_content: expect.stringMatching(/^turnout:one[^:]*:gAAA$/) },
      MESSAGE,
    ]);
    await ask("one:m", [...output, USER]);
    expect(sent()[1]?.input).toEqual([REASONING, MESSAGE, USER]);
  });

  test("is marked in a stream", async () => {
    const done = { type: "response.output_item.done", output_index: 0, item: REASONING };
    upstream.always("/one/v1/responses", sse([event(done), event({ type: "response.completed", response: RESPONSE })]));
    const { text } = await ask("one:m", "Hi", { stream: true });
    expect(text.match(/"encrypted_content":"turnout:one[^:]*:gAAA"/g)).toHaveLength(2);
  });

  test("is left out for another, and nothing of the text is", async () => {
    const output = outputOf(await ask("one:m", "Hi"));
    await ask("two:m", [...output, USER]);
    const { id: _, ...message } = MESSAGE;
    expect(sent()[1]?.input).toEqual([message, USER]);
  });

  test("is left out for the target that answers instead", async () => {
    const output = outputOf(await ask("one:m", "Hi"));
    upstream.always("/one/v1/responses", refusal(500));
    await ask("both", [...output, USER]);
    const { id: _, ...message } = MESSAGE;
    expect(
      sent()
        .slice(1)
        .map(({ input }) => input),
    ).toEqual([
      [REASONING, MESSAGE, USER],
      [message, USER],
    ]);
  });

  test("is text for a chat backend", async () => {
    const output = outputOf(await ask("one:m", "Hi"));
    await ask("chat:m", [...output, USER]);
    expect(sent()[1]?.messages).toEqual([{ role: "assistant", content: "Hi", reasoning_content: "Hm." }, USER]);
  });

  test("reaches a chat client with its mark, and goes back", async () => {
    const url = `${artifact.url}/v1/chat/completions`;
    const { fields } = await post(url, { model: "two:m", messages: [USER] });
    const { message } = (fields.choices as { message: { reasoning_items: unknown } }[])[0] ?? {};
    expect(message?.reasoning_items).toMatchObject([
      { encrypted_content: expect.stringMatching(/^turnout:two[^:]*:gAAA$/) },
    ]);
    await post(url, { model: "two:m", messages: [USER, message, USER] });
    await post(url, { model: "one:m", messages: [USER, message, USER] });
    await post(url, { model: "vllm:m", messages: [USER, message, USER] });
    const inputs = sent().map(({ input }) => input as readonly Record<string, unknown>[]);
    expect(inputs[1]).toContainEqual(expect.objectContaining({ encrypted_content: "gAAA" }));
    expect(JSON.stringify(inputs[3])).not.toMatch(/encrypted_content|turnout/);
  });

  test("without a mark is sent as it came: nobody knows whose it is", async () => {
    const body = `{"model":"one:m",  "input":[${JSON.stringify(REASONING)}]}`;
    await send(`${artifact.url}/v1/responses`, { body });
    expect(requests()[0]?.body.toString()).toBe(body.replace("one:m", "m"));
  });

  test("in plain text is left out for OpenAI, and not for others", async () => {
    const plain = { id: "rs_2", type: "reasoning", summary: [], content: [{ type: "reasoning_text", text: "Hm." }] };
    await ask("vllm:m", [plain, USER]);
    await ask("one:m", [plain, USER]);
    expect(sent().map(({ input }) => input)).toEqual([[plain, USER], [USER]]);
  });

  test("if it is a compacted conversation, is refused for another", async () => {
    const compaction = { id: "cmp_1", type: "compaction", encrypted_content: "gBBB" };
    upstream.always("/one/v1/responses/compact", json({ object: "response.compaction", output: [compaction] }));
    const compacted = await post(`${artifact.url}/v1/responses/compact`, { model: "one:m", input: "Hi" });
    const [item] = outputOf(compacted);
    expect(item?.encrypted_content).toMatch(/^turnout:one[^:]*:gBBB$/);
    expect((await ask("one:m", [item, USER])).status).toBe(200);
    const refused = await ask("two:m", [item, USER]);
    expect(refused.status).toBe(400);
    expect(refused.fields).toMatchObject({ error: { code: "unsupported_parameter", param: "input[0]" } });
    expect(sent()[1]?.input).toEqual([compaction, USER]);
    expect((await ask("chat:m", [item, USER])).status).toBe(400);
  });
});

describe("a refusal to read it", () => {
  const refused = (error: object, status = 400) => json({ error }, status);
  test.each([
    ["its code", refused({ code: "invalid_encrypted_content", message: "no" })],
    ["its code with another status", refused({ code: "invalid_encrypted_content", message: "no" }, 404)],
    ["its words", refused({ message: "The encrypted content gAAA could not be verified." })],
    ["an item that is not found", refused({ message: "Item with id 'rs_1' not found. Items are not persisted." }, 404)],
    [
      "an error in a stream",
      sse([raw(`event: error\ndata: {"type":"error","code":"invalid_encrypted_content","message":"no"}\n\n`)]),
    ],
  ])("is repeated once without reasoning, by %s", async (_, answer) => {
    upstream.once("/one/v1/responses", answer);
    upstream.always("/one/v1/responses", json(RESPONSE));
    const answered = await ask("one:m", [REASONING, MESSAGE, USER]);
    expect(answered.status).toBe(200);
    const { id: __, ...message } = MESSAGE;
    expect(sent().map(({ input }) => input)).toEqual([
      [REASONING, MESSAGE, USER],
      [message, USER],
    ]);
  });

  test("is the client's answer the second time", async () => {
    upstream.always("/one/v1/responses", refused({ code: "invalid_encrypted_content", message: "no" }));
    expect((await ask("one:m", [REASONING, USER])).status).toBe(400);
    expect(requests()).toHaveLength(2);
  });
});

describe("plain reasoning of a chat backend", () => {
  const thought = { role: "assistant", content: "Hi", reasoning_content: "Hm… é" };
  beforeEach(() => {
    upstream.always(
      "/chat/v1/chat/completions",
      json({ choices: [{ index: 0, message: thought, finish_reason: "stop" }] }),
    );
    upstream.always("/one/v1/responses", json(RESPONSE));
  });

  test("comes with an opaque text that the client sends back, and is reasoning again", async () => {
    const output = outputOf(await ask("chat:m", "Hi"));
    expect(output[0]).toMatchObject({
      type: "reasoning",
      encrypted_content: expect.stringMatching(/^turnout::[\w+/=]+$/),
    });
    // Some clients keep only the opaque text.
    await ask("chat:m", [{ ...output[0], summary: [] }, output[1], USER]);
    expect(sent()[1]?.messages).toEqual([thought, USER]);
  });

  test("has none for clients that did not ask", async () => {
    const output = outputOf(await ask("chat:m", "Hi", { include: [] }));
    expect(output[0]).not.toHaveProperty("encrypted_content");
    await ask("one:m", [...output, USER]);
    expect(sent()[1]?.input).toEqual([expect.not.objectContaining({ type: "reasoning" }), USER]);
  });

  test("never goes to a Responses backend", async () => {
    const output = outputOf(await ask("chat:m", "Hi"));
    await ask("one:m", [...output, USER]);
    expect(requests()[1]?.body.toString()).not.toMatch(/turnout|"reasoning"/);
    expect(sent()[1]?.input).toMatchObject([{ type: "message", content: [{ text: "Hi" }] }, USER]);
  });
});
