/** Two servers on one Redis: what one made or keeps, the other finds. */
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RECORD_KEYS } from "../../runtime/state/redis/wire.ts";
import { canBeWritten } from "../support/can-be-written.ts";
import { errorOf } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type RedisServer, startRedis } from "../support/redis.ts";
import { alone, connected, type SharingServer, startPair } from "../support/sharing.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";
import { keeper } from "./support/keeper.ts";
import { type ResponsesClient, responseIn, responsesClient } from "./support/responses-client.ts";

const MONTH = 30 * 86_400;

let redis: RedisServer;
let peek: Redis;
let upstream: ScriptedUpstream;
let servers: readonly [SharingServer, SharingServer];
let a: ResponsesClient;
let b: ResponsesClient;

beforeAll(async () => {
  redis = await startRedis();
  upstream = await startUpstream();
  const config = `backends:
  one: { type: openai-responses, base_url: "${upstream.url}/one/v1", api_keys: ["\${KEY_1}", "\${KEY_2}"] }
  two: { type: openai-responses, base_url: "${upstream.url}/two/v1", api_key: "\${KEY_1}" }
  chatty: { type: openai-compatible, base_url: "${upstream.url}/chatty/v1", api_key: "\${KEY_1}" }
state: \${REDIS_URL}
`;
  servers = await startPair(config, redis.url);
  a = responsesClient(`${servers[0].artifact.url}/v1`);
  b = responsesClient(`${servers[1].artifact.url}/v1`);
  peek = new Redis(redis.url);
  upstream.always("/one", keeper("one").answer);
  upstream.always("/two", keeper("two").answer);
  upstream.always("/chatty", says("Paris."));
});
afterAll(async () => {
  peek?.disconnect();
  await upstream?.close();
});

async function made(model: string): Promise<string> {
  return String((await a.create({ model, input: "capital of France?" })).fields.id);
}

test("a response created through one server is retrieved by the other, with the same key", async () => {
  const id = await made("one.2:m");
  expect((await b.retrieve(id)).headers["x-turnout-route"]).toBe("one.2");
  const [first] = await a.stream({ model: "one.2:m", input: "hi" });
  const streamed = String(responseIn(first).id);
  const next = await b.create({ model: "two:m|one:m", input: "sure?", previous_response_id: streamed });
  expect([next.status, next.headers["x-turnout-route"]]).toEqual([200, "one.2:m"]);
  const ttl = await peek.ttl(`${RECORD_KEYS}response:${id}`);
  expect(ttl).toBeGreaterThan(MONTH - 60);
  expect(ttl).toBeLessThanOrEqual(MONTH);
});

test("a conversation continues on the other server, which also serves its responses", async () => {
  const id = await made("chatty:m");
  const next = await b.create({ model: "chatty:m", input: "sure?", previous_response_id: id });
  expect(next.fields.previous_response_id).toBe(id);
  expect(upstream.received.at(-1)?.fields.messages).toHaveLength(3);
  const back = await a.create({ model: "chatty:m", input: "really?", previous_response_id: next.fields.id });
  expect(back.status).toBe(200);
  expect(upstream.received.at(-1)?.fields.messages).toHaveLength(5);
  expect((await a.inputItems(String(back.fields.id))).fields).toEqual(
    (await b.inputItems(String(back.fields.id))).fields,
  );
  const [item] = back.fields.output as readonly { readonly id: string }[];
  const input = [{ type: "item_reference", id: item?.id }];
  expect((await b.create({ model: "chatty:m", input })).status).toBe(200);
  expect(upstream.received.at(-1)?.fields.messages).toMatchObject([{ role: "assistant" }]);
});

test("a response deleted on one server is gone on the other, even if it had it in memory", async () => {
  const id = await made("chatty:m");
  expect((await b.delete(id)).fields).toEqual({ id, object: "response", deleted: true });
  // Redis and the answer are two different connections.
  let gone = await a.retrieve(id);
  while (gone.status === 200) gone = await a.retrieve(id);
  expect(errorOf(gone).message).toBe(`Response with id '${id}' not found.`);
  expect(await peek.exists(`${RECORD_KEYS}response:${id}`)).toBe(0);
});

test("store: false is stored nowhere, and every record expires", async () => {
  const before = await peek.keys(`${RECORD_KEYS}*`);
  await a.create({ model: "chatty:m", input: "hi", store: false });
  expect(await peek.keys(`${RECORD_KEYS}*`)).toHaveLength(before.length);
  for (const key of before) expect(await peek.ttl(key)).toBeGreaterThan(0);
});

test("a record that nests deeper than can be serialised is not stored", async () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  const record = `{"from":"chatty","response":{"id":"resp_deep","output":[{"x":${deep}}]},"input":[]}`;
  await peek.set(`${RECORD_KEYS}response:resp_deep`, record);
  expect((await a.retrieve("resp_deep")).status).toBe(canBeWritten(deep) ? 200 : 404);
});

test("without Redis each server continues with what it has in memory", async () => {
  const [here, there] = [await made("chatty:m"), await made("one.2:m")];
  await redis.kill();
  await Promise.all(servers.map((server) => server.until(alone)));
  const next = await a.create({ model: "chatty:m", input: "sure?", previous_response_id: here });
  expect(next.status).toBe(200);
  expect((await a.retrieve(String(next.fields.id))).status).toBe(200);
  expect((await a.retrieve(there)).headers["x-turnout-route"]).toBe("one.2");
  const unknown = await b.create({ model: "chatty:m", input: "sure?", previous_response_id: here });
  expect([unknown.status, errorOf(unknown).code]).toEqual([400, "previous_response_not_found"]);
  expect((await b.delete(here)).status).toBe(404);
  await redis.restart();
  await Promise.all(servers.map((server) => server.until(connected)));
  const later = await made("chatty:m");
  expect((await b.retrieve(later)).status).toBe(200);
});

test("an unresponsive Redis only delays requests that need it, and not for ever", async () => {
  const id = await made("chatty:m");
  redis.freeze();
  expect((await b.create({ model: "chatty:m", input: "hi" })).status).toBe(200);
  expect((await a.retrieve(id)).status).toBe(200);
  const unknown = await b.create({ model: "chatty:m", input: "sure?", previous_response_id: id });
  expect(unknown.status).toBe(400);
  redis.thaw();
});
