import { describe, expect, test } from "vitest";
import { USUAL_LIMITS, type WholeLimits } from "../../runtime/body/whole/limits.ts";
import { written } from "../../runtime/body/whole/long-texts.ts";
import { createRecall, LASTS, type Recall } from "../../runtime/conversation/recall.ts";
import type { Reading, StoredResponse } from "../../runtime/conversation/stored-response.ts";
import { flatten } from "../../runtime/wire/payload.ts";
import { attemptFor } from "../support/attempts.ts";
import { messageItem, responseOf } from "./support/keeper.ts";

const NOTHING = { pieces: [], length: 0 };
const READING: Reading = { limits: USUAL_LIMITS, long: null };
const endpoint = attemptFor("openai.2:m").endpoint;
const endpoints = new Map([[endpoint.instance.name, endpoint]]);

/** Records as a Redis holds them, for any number of servers. */
function shared() {
  const texts = new Map<string, string>();
  const lasts = new Set<number>();
  const asked: string[] = [];
  const records = {
    get: async (key: string) => {
      asked.push(key);
      return texts.get(key) ?? null;
    },
    put(key: string, text: string, seconds: number) {
      texts.set(key, text);
      lasts.add(seconds);
    },
    delete: (key: string) => void texts.delete(key),
  };
  return {
    texts,
    lasts,
    asked,
    server: (now = () => 0): Recall => createRecall({ endpoints, now, records: () => records }),
  };
}

test("a response is read once, however many of its items are needed", async () => {
  const { server, asked } = shared();
  const response = responseOf("resp_long", { model: "m" }, "said");
  const output = Array.from({ length: 100 }, (_, i) => messageItem(`msg_${i}`, "said"));
  server().store({ from: "codex.1", response: { ...response, output }, input: [] });
  expect(
    (
      await server().findItems(
        output.map(({ id }) => String(id)),
        READING,
      )
    ).items.size,
  ).toBe(100);
  expect(asked.filter((key) => key.startsWith("response:"))).toHaveLength(1);
});

function alone(now = () => 0): Recall {
  return createRecall({ endpoints, now, records: () => null });
}

function stored(id: string, text = "said"): StoredResponse {
  const input = [{ id: `msg_in_${id}`, type: "message", role: "user", content: text }];
  return { from: "codex.1", response: responseOf(id, { model: "m" }, text), input };
}

test("responses are found for thirty days, on this server and on those that share its state", async () => {
  const { server, lasts } = shared();
  let now = 0;
  const [a, b] = [server(() => now), server(() => now)];
  a.keptBy("resp_kept", endpoint);
  a.store(stored("resp_stored"));
  for (const recall of [a, b]) {
    expect(await recall.find("resp_kept")).toEqual({ kind: "kept", endpoint });
    expect(await recall.find("resp_stored")).toEqual({ kind: "stored", stored: stored("resp_stored"), long: null });
    const { items } = await recall.findItems(["msg_resp_stored", "msg_other"], READING);
    expect([...items]).toEqual([["msg_resp_stored", messageItem("msg_resp_stored", "said")]]);
    expect(await recall.find("resp_other")).toBe(null);
  }
  expect([...lasts]).toEqual([LASTS]);
  const memory = alone(() => now);
  memory.store(stored("resp_stored"));
  now = LASTS * 1000 - 1;
  expect(await memory.find("resp_stored")).not.toBe(null);
  now += 1;
  expect(await memory.find("resp_stored")).toBe(null);
});

test("a deleted response is found nowhere, and neither are its items", async () => {
  const { server } = shared();
  const [a, b] = [server(), server()];
  a.store(stored("resp_1"));
  expect(await b.find("resp_1")).not.toBe(null);
  a.forget("resp_1");
  b.forgotten("response:resp_1");
  for (const recall of [a, b]) {
    expect(await recall.find("resp_1")).toBe(null);
    expect((await recall.findItems(["msg_resp_1"], READING)).items.size).toBe(0);
  }
});

test("memory is limited to ten thousand responses and 64 megabytes", async () => {
  const many = alone();
  for (let count = 0; count <= 10_000; count += 1) many.store(stored(`resp_${count}`));
  expect([await many.find("resp_0"), await many.find("resp_1")]).toEqual([null, expect.anything()]);
  const large = alone();
  for (let count = 0; count < 9; count += 1) large.store(stored(`resp_${count}`, "x".repeat(4_000_000)));
  expect([await large.find("resp_0"), await large.find("resp_1")]).toEqual([null, expect.anything()]);
});

test("a conversation of more than four megabytes is stored, but not shared", async () => {
  const { server, texts } = shared();
  const a = server();
  a.store(stored("resp_long", "x".repeat(2_200_000)));
  expect(texts.size).toBe(0);
  expect(await a.find("resp_long")).not.toBe(null);
});

test("records that this server cannot read are ignored", async () => {
  const { server, texts } = shared();
  const recall = server();
  for (const text of [
    "",
    "no JSON",
    "[]",
    '{"from":"gone.1"}',
    '{"from":7}',
    '{"response":{}}',
    '{"from":"constructor"}',
  ]) {
    texts.set("response:resp_1", text);
    expect([text, await recall.find("resp_1")]).toEqual([text, null]);
  }
  expect(await recall.find("")).toBe(null);
  texts.set(`response:${"x".repeat(300)}`, '{"from":"openai.2"}');
  expect(await recall.find("x".repeat(300))).toBe(null);
});

test("items are only looked up if there can be any", () => {
  const recall = alone();
  expect(recall.holdsItems).toBe(false);
  recall.keptBy("resp_1", endpoint);
  expect(recall.holdsItems).toBe(false);
  recall.store(stored("resp_2"));
  expect(recall.holdsItems).toBe(true);
  expect(shared().server().holdsItems).toBe(true);
});

describe("a response that is read for a request", () => {
  const long = "x".repeat(5000);

  test("has its long texts behind those of the request, and they are written as they came", async () => {
    const recall = alone();
    recall.store(stored("resp_1", long));
    const of = { bytes: [Buffer.from("of the request")] };
    const known = await recall.find("resp_1", { limits: USUAL_LIMITS, long: of });
    if (known?.kind !== "stored") throw new Error(known?.kind);
    expect(known.long?.bytes.map(({ length }) => length)).toEqual([14, 5000 - 256, 5000 - 256]);
    const { input } = known.stored;
    expect(JSON.stringify(input).length).toBeLessThan(1000);
    expect(flatten(written({ input }, known.long) ?? NOTHING).toString()).toBe(
      JSON.stringify({ input: stored("resp_1", long).input }),
    );
  });

  test("is refused beyond the limits of a body, in words that name the limit", async () => {
    const recall = alone();
    const input = Array.from({ length: 100 }, (_, at) => messageItem(`msg_${at}`, "said"));
    recall.store({ ...stored("resp_1"), input });
    const limits: WholeLimits = { ...USUAL_LIMITS, values: 1000 };
    expect(await recall.find("resp_1", { limits, long: null })).toMatchObject({
      kind: "refused",
      error: {
        code: "body_too_complex",
        message: expect.stringMatching(
          /^The conversation that this request continues has more .* server\.max_parsed_values/,
        ),
      },
    });
    expect((await recall.findItems(["msg_resp_1"], { limits, long: null })).items.size).toBe(0);
    // It can still be looked at.
    expect(await recall.find("resp_1")).toMatchObject({ kind: "stored" });
  });

  test("is stored item by item: the next is made when the one before has been written", () => {
    const made: number[] = [];
    function* input() {
      for (let at = 0; at < 3; at++) {
        made.push(at);
        yield messageItem(`msg_${at}`, "said");
      }
    }
    const recall = alone();
    recall.store({ ...stored("resp_1"), input: input() });
    expect(made).toEqual([0, 1, 2]);
    return expect(recall.find("resp_1")).resolves.toMatchObject({
      stored: { input: [{ id: "msg_0" }, { id: "msg_1" }, { id: "msg_2" }] },
    });
  });
});
