/** The upstream of the fault tests, checked in the same way: a fault that does nothing would pass with every server. */
import { beforeAll, expect, onTestFinished, test } from "vitest";
import {
  cutAfter,
  type Fault,
  MALFORMED,
  type Malformed,
  malformedAfter,
  noDone,
  noToken,
  reset,
  silence,
  stallAfter,
  status,
  well,
  withoutPrefill,
} from "./fault.ts";
import { ask, type Client } from "./judge.ts";
import { TOKENS } from "./speech.ts";
import { trialTime } from "./time.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

let upstream: Upstream;
const time = trialTime(() => new Promise((resolve) => setImmediate(resolve)));
beforeAll(async () => {
  upstream = await startUpstream("lone");
  return () => upstream.close();
});

/** The account of a client that sends this key. */
const account = () => upstream.account("unused", time.clock);
const play = (fault: Fault, client: Client = "stream") => {
  account().script([fault], well);
  return time.until(ask(upstream.url, "some-model", client, time.clock));
};
const last = () => {
  const arrival = account().arrivals.at(-1);
  if (arrival === undefined) throw new Error("nothing arrived");
  return arrival;
};

test.each<Client>(["stream", "plain"])("well, %s: whole, with usage, and no two alike", async (client) => {
  const told = await play(well, client);
  expect(told).toMatchObject({ kind: "whole", finish: "stop", model: "some-model", text: last().speech.text });
  expect(told).toMatchObject({ usage: last().speech.usage });
  expect(told.text.trim().split(" ")).toHaveLength(TOKENS);
  expect((await play(well, client)).text).not.toBe(told.text);
  expect(last().state).toBe("answered");
});

test("a stream has its parts in the API's order, and usage only when asked for it", async () => {
  const { bytes } = await play(well);
  const events = bytes.trim().split("\n\n");
  expect(events).toHaveLength(1 + TOKENS + 3);
  expect(events.at(0)).toContain('"role":"assistant"');
  expect(events.at(-3)).toContain('"finish_reason":"stop"');
  expect(events.at(-2)).toContain('"choices":[],"usage":{');
  expect(events.at(-1)).toBe("data: [DONE]");
  const body = JSON.stringify({ model: "m", messages: [], stream: true });
  const bare = await fetch(upstream.url, { method: "POST", body, headers: { authorization: "Bearer unused" } });
  expect(await bare.text()).not.toContain("usage");
});

test.each<Client>(["stream", "plain"])("a status, %s", async (client) => {
  const told = await play(status(429, "rate_limit_exceeded", { "retry-after": "2" }), client);
  expect(told).toMatchObject({ kind: "error", status: 429, code: "rate_limit_exceeded", text: "" });
  expect(told.headers.get("retry-after")).toBe("2");
  expect(await play(well, client)).toMatchObject({ kind: "whole" });
});

test.each<Client>(["stream", "plain"])("a reset, %s: no head, a broken connection", async (client) => {
  expect(await play(reset, client)).toMatchObject({ kind: "error", status: null, text: "", bytes: "" });
  expect(last().state).toBe("answered");
});

test("silence lasts until the other side disconnects, which is recorded", async () => {
  const leaving = new AbortController();
  account().choose(
    () => silence,
    () => leaving.abort(),
  );
  const body = JSON.stringify({ model: "m", messages: [], stream: true });
  const headers = { authorization: "Bearer unused" };
  await expect(fetch(upstream.url, { method: "POST", body, headers, signal: leaving.signal })).rejects.toThrow("abort");
  await last().over;
  expect(last().state).toBe("cancelled");
  account().choose(
    () => well,
    () => {},
  );
});

test.each([
  ["stream", false],
  ["stream", true],
  ["plain", false],
] as const)("no token for a while, %s, noisy: %s", async (client, noisy) => {
  const told = await play(noToken(20_000, noisy), client);
  expect(told).toMatchObject({ kind: "whole", text: last().speech.text });
  expect(told.after).toBeGreaterThanOrEqual(20_000);
});

test("a closed connection breaks the stream after 40 tokens; one by end looks like an end", async () => {
  const broken = await play(cutAfter(40, "close"));
  expect(broken.kind).toBe("error");
  expect(broken.bytes).toContain(".40 ");
  expect(broken.bytes).not.toContain(".41 ");
  const ended = await play(cutAfter(40, "end"));
  expect(ended).toMatchObject({ kind: "whole", finish: null, usage: null });
  expect(ended.text).toBe(last().speech.tokens.slice(0, 40).join(""));
  expect(await play(cutAfter(40, "close"), "plain")).toMatchObject({ kind: "error", status: null });
});

test.each<Client>(["stream", "plain"])("a stall in the middle, %s", async (client) => {
  const told = await play(stallAfter(20, 30_000), client);
  expect(told).toMatchObject({ kind: "whole", text: last().speech.text });
  expect(told.after).toBeGreaterThanOrEqual(30_000);
});

test.each(Object.keys(MALFORMED) as Malformed[])("a malformed event, %s, in the middle", async (kind) => {
  const { bytes } = await play(malformedAfter(30, kind));
  const text = bytes.slice(bytes.indexOf(".30 "), bytes.indexOf(".31 "));
  expect(text).toContain(MALFORMED[kind].toString("utf8"));
  expect(bytes).toContain("[DONE]");
});

test("no [DONE]: everything else is there", async () => {
  const told = await play(noDone("end"));
  expect(told).toMatchObject({ kind: "whole", finish: "stop", text: last().speech.text, usage: last().speech.usage });
  expect(told.bytes).not.toContain("[DONE]");
});

test("a server that rejects prefill accepts a user's message at the end", async () => {
  expect(await play(withoutPrefill(well))).toMatchObject({ kind: "whole" });
  account().script([], withoutPrefill(well));
  const messages = [{ role: "assistant", content: "1 2" }];
  const body = JSON.stringify({ model: "m", messages });
  const answer = await fetch(upstream.url, { method: "POST", body, headers: { authorization: "Bearer unused" } });
  expect(answer.status).toBe(400);
});

test("down: connections are refused; up: the same port answers", async () => {
  const other = await startUpstream("other");
  onTestFinished(() => other.close());
  await other.down();
  expect(await ask(other.url, "m", "plain")).toMatchObject({ kind: "error", status: null });
  expect(other.connections()).toBe(0);
  await other.up();
  expect(await ask(other.url, "m", "plain")).toMatchObject({ kind: "whole" });
});
