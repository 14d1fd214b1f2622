/** Responses that their upstream keeps: what is about them goes where they were made. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hangUp } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, open, send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";
import { type Keeper, keeper } from "./support/keeper.ts";
import { eventsIn, type ResponsesClient, responseIn, responsesClient } from "./support/responses-client.ts";

const KEYS = { KEY_1: "sk-one", KEY_2: "sk-two" };
let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let client: ResponsesClient;
let one: Keeper;
let two: Keeper;

beforeAll(async () => {
  upstream = await startUpstream();
  const config = `backends:
  one: { type: openai-responses, base_url: "${upstream.url}/one/v1", api_keys: ["\${KEY_1}", "\${KEY_2}"] }
  two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${KEY_1}" }
  chatty: { type: openai-compatible, base_url: "${upstream.url}/chatty/v1", api_key: "\${KEY_1}" }
model_aliases: [{ pattern: "^race$", replacement: "one:m!two:m" }]
failover_routes:
  any: { policy: ordered, elements: ["two:m", "one:m", "chatty:m"] }
failure_handling: { retries: 0 }
`;
  artifact = await startArtifact(config, { env: KEYS });
  client = responsesClient(`${artifact.url}/v1`);
  one = keeper("one");
  two = keeper("two");
  upstream.always("/one", one.answer);
  upstream.always("/two", two.answer);
  upstream.always("/chatty", says("from a chat"));
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});
beforeEach(() => upstream.reset());

async function made(model: string, how: "whole" | "streamed"): Promise<string> {
  if (how === "whole") return String((await client.create({ model, input: "hi" })).fields.id);
  const [first] = await client.stream({ model, input: "hi" });
  return String(responseIn(first).id);
}

/** What the last request to the upstream was. */
function last() {
  const { method, url, headers } = upstream.received.at(-1) ?? {};
  return { method, url, key: headers?.authorization };
}

test.each(["whole", "streamed"] as const)(
  "a response that came %s is retrieved where it was created, with its key",
  async (how) => {
    for (const [model, place, key] of [
      ["one.2:m", "/one/v1", "sk-two"],
      ["one.1:m", "/one/v1", "sk-one"],
      ["two:m", "/two/v1", "sk-one"],
    ] as const) {
      const id = await made(model, how);
      const answer = await client.retrieve(id);
      expect(answer.fields).toMatchObject({ id, status: "completed" });
      expect(answer.headers["x-turnout-route"]).toBe(model.slice(0, -2));
      expect(last()).toEqual({ method: "GET", url: `${place}/responses/${id}`, key: `Bearer ${key}` });
    }
  },
);

test("query strings, cancel, input_items and delete go there too, with and without /v1", async () => {
  for (const prefix of ["", "/v1"]) {
    const bare = responsesClient(artifact.url + prefix);
    const id = await made("one.2:m", "whole");
    expect((await bare.retrieve(id, "?include[]=reasoning.encrypted_content")).status).toBe(200);
    expect(last().url).toBe(`/one/v1/responses/${id}?include[]=reasoning.encrypted_content`);
    expect((await bare.inputItems(id, "?limit=3&order=asc")).fields.asked).toEqual([
      ["limit", "3"],
      ["order", "asc"],
    ]);
    expect((await bare.cancel(id)).fields.status).toBe("cancelled");
    expect((await bare.delete(id)).fields).toEqual({ id, object: "response", deleted: true });
    expect(last()).toEqual({ method: "DELETE", url: `/one/v1/responses/${id}`, key: "Bearer sk-two" });
    const gone = await bare.retrieve(id);
    expect([gone.status, errorOf(gone).message]).toEqual([404, `Response with id '${id}' not found.`]);
  }
});

test("a response is streamed again from the client's position", async () => {
  const id = await made("two:m", "streamed");
  const { response } = await open(`${artifact.url}/v1/responses/${id}?stream=true&starting_after=0`, { method: "GET" });
  expect(response.headers["content-type"]).toContain("text/event-stream");
  let text = "";
  for await (const chunk of response) text += chunk;
  expect(eventsIn(text).map((event) => event.sequence_number)).toEqual([1, 2, 3, 4, 5]);
  expect(last().url).toBe(`/two/v1/responses/${id}?stream=true&starting_after=0`);
});

test("a continued response stays with the endpoint that created it, whatever the route's order", async () => {
  const id = await made("one.2:m", "whole");
  for (const model of ["any", "one:m", "two:m|one:m", "two:m!one:m"]) {
    const before = upstream.received.length;
    const answer = await client.create({ model, input: "and then?", previous_response_id: id });
    expect([answer.status, answer.fields.previous_response_id]).toEqual([200, id]);
    expect(answer.headers["x-turnout-route"]).toBe("one.2:m");
    expect(upstream.received.slice(before).map(({ url }) => url)).toEqual(["/one/v1/responses"]);
    expect(upstream.received.at(-1)?.fields.previous_response_id).toBe(id);
  }
});

test("if the route does not include it, other endpoints that store responses decide themselves; a chat backend cannot", async () => {
  const id = await made("one.2:m", "whole");
  const other = await client.create({ model: "two:m", input: "and then?", previous_response_id: id });
  expect(last().url).toBe("/two/v1/responses");
  expect([other.status, errorOf(other).code]).toEqual([400, "previous_response_not_found"]);
  const before = upstream.received.length;
  const chat = await client.create({ model: "chatty:m", input: "and then?", previous_response_id: id });
  expect(chat.status).toBe(400);
  expect(errorOf(chat)).toEqual({
    message: `Previous response with id '${id}' not found here: it is kept by the backend "one".`,
    type: "invalid_request_error",
    param: "previous_response_id",
    code: "previous_response_not_found",
  });
  expect(upstream.received.length).toBe(before);
});

test("an unknown id is passed to those that may know it, or answered with the API's own error", async () => {
  const asked = await client.create({ model: "chatty:m|two:m", input: "hi", previous_response_id: "resp_unknown" });
  expect([asked.status, last().url]).toEqual([400, "/two/v1/responses"]);
  const before = upstream.received.length;
  const refused = await client.create({ model: "chatty:m", input: "hi", previous_response_id: "resp_unknown" });
  expect(refused.status).toBe(400);
  expect(errorOf(refused)).toEqual({
    message: "Previous response with id 'resp_unknown' not found.",
    type: "invalid_request_error",
    param: "previous_response_id",
    code: "previous_response_not_found",
  });
  // Two backends could have made it, and neither is the default.
  const missing = await client.retrieve("resp_unknown");
  expect(missing.status).toBe(404);
  expect(errorOf(missing)).toEqual({
    message: "Response with id 'resp_unknown' not found.",
    type: "invalid_request_error",
    param: null,
    code: null,
  });
  expect(upstream.received.length).toBe(before);
});

test("after a restart, the only backend that stores responses is used, or the default one of several", async () => {
  const id = await made("two:m", "whole");
  const alone = `backends:
  two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${KEY_1}" }
  chatty: { type: openai-compatible, base_url: "${upstream.url}/chatty/v1", api_key: "\${KEY_1}" }
`;
  const several = `${alone}  one: { type: openai-responses, base_url: "${upstream.url}/one/v1", api_key: "\${KEY_1}" }
default_backend: two
`;
  for (const config of [alone, several]) {
    const restarted = await startArtifact(config, { env: KEYS });
    const again = responsesClient(`${restarted.url}/v1`);
    expect((await again.retrieve(id)).fields.id).toBe(id);
    const goesOn = await again.create({ model: "chatty:m|two:m", input: "hi", previous_response_id: id });
    expect([goesOn.status, goesOn.headers["x-turnout-route"]]).toEqual([200, "two:m"]);
    await restarted.stop();
  }
});

test("with a single endpoint, continued responses go there unchanged", async () => {
  const config = `backends: { two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${KEY_1}" } }\n`;
  const only = await startArtifact(config, { env: KEYS });
  const alone = responsesClient(`${only.url}/v1`);
  const first = await alone.create({ model: "two:m", input: "hi" });
  const next = await alone.create({ model: "two:m", input: "sure?", previous_response_id: first.fields.id });
  expect(next.fields.previous_response_id).toBe(first.fields.id);
  const unknown = await alone.create({ model: "two:m", input: "sure?", previous_response_id: "resp_unknown" });
  expect([unknown.status, errorOf(unknown).code]).toEqual([400, "previous_response_not_found"]);
  expect((await alone.retrieve(String(first.fields.id))).status).toBe(200);
  await only.stop();
});

test("client keys are checked; an unreachable upstream, or one that repeats its key, is reported safely", async () => {
  const id = await made("two:m", "whole");
  upstream.once("/two", (request, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: `wrong: ${request.headers.authorization}` } }));
  });
  const wrong = await client.retrieve(id);
  expect([wrong.status, wrong.text.includes("sk-one"), wrong.text.includes("wrong: Bearer ***")]).toEqual([
    401,
    false,
    true,
  ]);
  // The first connection was used before, so that its end alone would not be a failure.
  upstream.once("/two", hangUp, hangUp);
  const gone = await client.retrieve(id);
  expect([gone.status, errorOf(gone).code]).toEqual([502, "upstream_unreachable"]);
  const locked = await startArtifact(
    `backends: { two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${KEY_1}" } }
auth: { api_keys: ["\${CLIENT_KEY}"] }
`,
    { env: { ...KEYS, CLIENT_KEY: "sk-client-key" } },
  );
  const url = `${locked.url}/v1/responses/${id}`;
  expect((await send(url, { method: "GET" })).status).toBe(401);
  expect((await send(url, { method: "GET", headers: { authorization: "Bearer sk-client-key" } })).status).toBe(200);
  expect(last().key).toBe("Bearer sk-one");
  await locked.stop();
});
