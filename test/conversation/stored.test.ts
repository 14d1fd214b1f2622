/** Conversations with backends that keep none: Turnout does. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cut, json, refusal, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf } from "../support/client.ts";
import { chat, opening, says, toolCall, word } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";
import { keeper } from "./support/keeper.ts";
import { type ResponsesClient, responseIn, responsesClient, textOf } from "./support/responses-client.ts";

type Json = Readonly<Record<string, unknown>>;

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let client: ResponsesClient;

beforeAll(async () => {
  upstream = await startUpstream();
  const config = `backends:
  chatty: { type: openai-compatible, base_url: "${upstream.url}/chatty/v1", api_key: "\${KEY}" }
  other: { type: openai-compatible, base_url: "${upstream.url}/other/v1", api_key: "\${KEY}" }
  keeper: { type: openai-responses, base_url: "${upstream.url}/keeper/v1", api_key: "\${KEY}" }
failure_handling: { retries: 0 }
`;
  artifact = await startArtifact(config, { env: { KEY: "sk-key" } });
  client = responsesClient(`${artifact.url}/v1`);
  upstream.always("/", says("Paris."));
  upstream.always("/keeper", keeper("kept").answer);
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});
beforeEach(() => upstream.reset());

const model = "chatty:m";

/** Role and text of the messages that the upstream was sent last. */
function heard(): readonly string[] {
  const messages = (upstream.received.at(-1)?.fields.messages ?? []) as readonly Json[];
  return messages.map(({ role, content }) => {
    const text = Array.isArray(content) ? content.map((part: Json) => part.text).join() : content;
    return `${role}: ${text}`;
  });
}

async function created(fields: Json, how: "whole" | "streamed"): Promise<Json> {
  if (how === "whole") {
    const answer = await client.create({ model, ...fields });
    expect(answer.status).toBe(200);
    return answer.fields;
  }
  const events = await client.stream({ model, ...fields });
  return responseIn(events.at(-1));
}

test.each(["whole", "streamed"] as const)(
  "a conversation continues from an answer that came %s, and from the next one",
  async (how) => {
    const first = await created({ input: "capital of France?", instructions: "Be brief." }, how);
    expect(first.id).toMatch(/^resp_[0-9a-zA-Z]{16,}$/);
    expect(first.previous_response_id).toBe(null);
    const second = await created({ input: "sure?", previous_response_id: first.id }, how);
    // Instructions belong to one request, as in the API.
    expect(heard()).toEqual(["user: capital of France?", "assistant: Paris.", "user: sure?"]);
    expect(second.previous_response_id).toBe(first.id);
    const input = [{ role: "user", content: [{ type: "input_text", text: "really?" }] }];
    const third = await created({ input, previous_response_id: second.id, model: "other:m" }, how);
    expect(upstream.received.at(-1)?.url).toBe("/other/v1/chat/completions");
    expect(heard()).toEqual([
      "user: capital of France?",
      "assistant: Paris.",
      "user: sure?",
      "assistant: Paris.",
      "user: really?",
    ]);
    expect(upstream.received.at(-1)?.fields).not.toHaveProperty("previous_response_id");
    expect(third.previous_response_id).toBe(second.id);
  },
);

test("every event of a stream that contains the response names the response it continues", async () => {
  const first = await created({ input: "hi" }, "whole");
  const events = await client.stream({ model, input: "sure?", previous_response_id: first.id });
  const told = events.flatMap(({ type, response }) =>
    response === undefined ? [] : [[type, (response as Json).previous_response_id]],
  );
  expect(told).toEqual([
    ["response.created", first.id],
    ["response.in_progress", first.id],
    ["response.completed", first.id],
  ]);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
});

test("calls and their outputs are replayed unchanged", async () => {
  upstream.once("/chatty", json(toolCall("weather", { city: "Paris" })));
  const first = await created(
    { input: "weather?", tools: [{ type: "function", name: "weather", parameters: {} }] },
    "whole",
  );
  const call = (first.output as readonly Json[]).find(({ type }) => type === "function_call");
  const output = { type: "function_call_output", call_id: call?.call_id, output: "sunny" };
  await created({ input: [output], previous_response_id: first.id }, "whole");
  expect(upstream.received.at(-1)?.fields.messages).toMatchObject([
    { role: "user" },
    { role: "assistant", tool_calls: [{ id: "call_1", function: { name: "weather", arguments: '{"city":"Paris"}' } }] },
    { role: "tool", tool_call_id: "call_1", content: "sunny" },
  ]);
});

test("a conversation may move to a backend that stores responses, and then stays there", async () => {
  const first = await created({ input: "capital of France?" }, "whole");
  const second = await created({ input: "sure?", previous_response_id: first.id, model: "keeper:m" }, "whole");
  const sent: Json = upstream.received.at(-1)?.fields ?? {};
  expect(sent).not.toHaveProperty("previous_response_id");
  // It has not made the items, and would look for their ids.
  expect(sent.input).toMatchObject([
    { role: "user", content: "capital of France?" },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "Paris." }] },
    { role: "user", content: "sure?" },
  ]);
  expect((sent.input as readonly Json[]).filter((item) => "id" in item)).toEqual([]);
  expect(second).toMatchObject({ id: "resp_kept_1", previous_response_id: first.id });
  const third = await created(
    { input: "really?", previous_response_id: second.id, model: "chatty:m|keeper:m" },
    "whole",
  );
  expect(upstream.received.at(-1)?.fields).toMatchObject({ previous_response_id: "resp_kept_1", input: "really?" });
  expect(third.id).toBe("resp_kept_2");
});

test("item references are replaced by the items", async () => {
  const first = await created({ input: "capital of France?" }, "whole");
  const [item] = first.output as readonly Json[];
  const input = [
    { role: "user", content: "capital of France?" },
    { type: "item_reference", id: item?.id },
    { role: "user", content: "sure?" },
  ];
  await created({ input }, "whole");
  expect(heard()).toEqual(["user: capital of France?", "assistant: Paris.", "user: sure?"]);
  const unknown = await client.create({ model, input: [{ type: "item_reference", id: "msg_unknown" }] });
  expect(unknown.status).toBe(400);
});

test.each(["whole", "streamed"] as const)(
  "a response that came %s with store: false is not found later",
  async (how) => {
    const answer = await created({ input: "hi", store: false }, how);
    expect((await client.retrieve(String(answer.id))).status).toBe(404);
    const next = await client.create({ model, input: "sure?", previous_response_id: answer.id });
    expect([next.status, errorOf(next).code]).toEqual([400, "previous_response_not_found"]);
  },
);

test("a failed or broken answer cannot be continued; one that reached its length limit can", async () => {
  upstream.once("/chatty", sse([opening, word("Par"), cut]));
  const broken = await client.stream({ model, input: "hi" });
  const id = responseIn(broken[0]).id;
  expect(broken.at(-1)?.type).toMatch(/^(error|response\.failed)$/);
  const next = await client.create({ model, input: "sure?", previous_response_id: id });
  expect([next.status, errorOf(next).code]).toEqual([400, "previous_response_not_found"]);
  upstream.once("/chatty", refusal(400, "bad"));
  expect((await client.create({ model, input: "hi" })).status).toBe(400);
  const long = {
    ...chat("Par"),
    choices: [{ index: 0, message: { role: "assistant", content: "Par" }, finish_reason: "length" }],
  };
  upstream.once("/chatty", json(long));
  const incomplete = await created({ input: "hi" }, "whole");
  expect(incomplete.status).toBe("incomplete");
  await created({ input: "go on", previous_response_id: incomplete.id }, "whole");
  expect(heard()).toEqual(["user: hi", "assistant: Par", "user: go on"]);
});

test("stored responses are retrieved, listed and deleted here; the upstream gets no request", async () => {
  const first = await created({ input: "capital of France?" }, "whole");
  const second = await created({ input: "sure?", previous_response_id: first.id }, "streamed");
  const id = String(second.id);
  const before = upstream.received.length;
  expect((await client.retrieve(id)).fields).toEqual(second);
  expect(textOf(await client.retrieve(id))).toBe("Paris.");
  const list = (await client.inputItems(id, "?order=asc")).fields as { readonly data: readonly Json[] } & Json;
  expect(list).toMatchObject({
    object: "list",
    has_more: false,
    first_id: list.data[0]?.id,
    last_id: list.data[2]?.id,
  });
  expect(list.data).toMatchObject([
    {
      id: expect.stringMatching(/^msg_/),
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: "capital of France?" }],
    },
    { id: (first.output as readonly Json[])[0]?.id, type: "message", role: "assistant" },
    {
      id: expect.stringMatching(/^msg_/),
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: "sure?" }],
    },
  ]);
  const refused = await client.cancel(id);
  expect([refused.status, errorOf(refused).message]).toEqual([400, "Cannot cancel a synchronous response."]);
  expect((await client.retrieve(id, "?stream=true")).status).toBe(400);
  expect((await client.delete(id)).fields).toEqual({ id, object: "response", deleted: true });
  for (const answer of [await client.inputItems(id), await client.delete(id), await client.cancel(id)]) {
    // A backend that stores responses may have created it: the only one is asked, and does not know it.
    expect(answer.status).toBe(404);
    expect(errorOf(answer).message).toBe(`Response with id '${id}' not found.`);
  }
  expect(upstream.received.slice(before).map(({ url }) => url.split("/")[1])).toEqual(["keeper", "keeper", "keeper"]);
  // Later responses are complete without it.
  expect((await client.retrieve(String(first.id))).status).toBe(200);
});

test("conversations work with the mock too", async () => {
  const offline = await startArtifact("backends: { offline: { type: mock } }\n");
  const mock = responsesClient(offline.url);
  const first = await mock.create({ model: "offline:m", input: "hello" });
  const second = await mock.create({ model: "offline:m", input: "again", previous_response_id: first.fields.id });
  expect(second.fields.previous_response_id).toBe(first.fields.id);
  expect((await mock.inputItems(String(second.fields.id))).fields.data).toHaveLength(3);
  expect((await mock.retrieve("resp_unknown")).status).toBe(404);
  await offline.stop();
});
