/** Upstreams that quote the key, or echo what they were sent, behind the built server. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { event, json, raw, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, post, send } from "../support/client.ts";
import { chat, finish, opening, word } from "../support/completions.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const KEY = "sk-live-0123456789abcdef";
const TEAM = "team-secret-42/x+y=";
const LOGIN = Buffer.from("gateway:pass-word-77").toString("base64");
const SECRETS = [KEY, TEAM, LOGIN, "pass-word-77", encodeURIComponent(TEAM), TEAM.replaceAll("/", "\\/")];

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  one:
    type: openai-compatible
    base_url: "${upstream.url}/one/v1"
    api_key: "\${KEY}"
    protocols: [chat]
    headers: { X-Team: "\${TEAM}", X-Login: "Basic \${LOGIN}" }
default_backend: one
failure_handling: { retries: 0 }
passthrough: true
`,
    { env: { KEY, TEAM, LOGIN } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const quoted = `you sent ${SECRETS.join(" and ")}.`;
const failure = { error: { message: quoted, type: "invalid_request_error", code: `bad_${KEY}` } };

const gzipped =
  (body: unknown, status: number): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(gzipSync(JSON.stringify(body)));
  };

/** The key in two writes, each of which the gateway reads by itself. */
const inTwoReads: Answer = async (_, response) => {
  const text = JSON.stringify(chat(quoted));
  const cut = text.indexOf(KEY) + 9;
  response.writeHead(200, { "content-type": "application/json" });
  await raw(text.slice(0, cut))(response);
  await new Promise((resolve) => setImmediate(resolve));
  response.end(text.slice(cut));
};

const long = { error: { message: `${"x".repeat(2 << 20)}${quoted}`, type: "invalid_request_error" } };
const longAtOnce = { error: { message: `${quoted}${"x".repeat(2 << 20)}`, type: "invalid_request_error" } };

function expectHidden(answer: Answered): void {
  const shown = `${answer.rawHeaders.join("\n")}\n${answer.text}`;
  for (const secret of SECRETS) expect(shown).not.toContain(secret);
}

const CASES: readonly (readonly [string, Answer, string])[] = [
  ["the text of an answer", json(chat(quoted)), "you sent ****"],
  ["the headers of an answer", json(chat("fine"), 200, { "x-debug": quoted, "x-for": `Bearer ${KEY}` }), "fine"],
  ["an answer that arrives in two reads", inTwoReads, "you sent ****"],
  ["a compressed answer", gzipped(chat(quoted), 200), "you sent ****"],
  ["an error", json(failure, 401), "you sent ****"],
  ["the headers of an error", json(failure, 400, { "x-debug": quoted }), "you sent ****"],
  ["a compressed error", gzipped(failure, 400), "you sent ****"],
  ["a large error", json(long, 400), "xxx"],
  ["a large error that starts with it", json(longAtOnce, 400), "you sent ****"],
  ["a large compressed error", gzipped(longAtOnce, 400), "you sent ****"],
];

describe("what was sent in secret is hidden in", () => {
  test.each(CASES)("%s", async (_, answer, part) => {
    upstream.once("/one", answer);
    const answered = await post(`${artifact.url}/v1/chat/completions`, { model: "m", messages: [] });
    expect(answered.text).toContain(part);
    expectHidden(answered);
  });

  test.each([
    ["the text of a stream", sse([opening, word(quoted), finish, raw("data: [DONE]\n\n")])],
    ["the headers of a stream", sse([opening, word("hi"), finish, raw("data: [DONE]\n\n")], { "x-debug": quoted })],
    ["an error in front of the output", sse([event(failure)])],
    ["an error behind the output", sse([opening, word("hi"), event(failure)])],
    ["a comment and a field", sse([opening, raw(`: ${quoted}\nid: ${KEY}\n\n`), word("hi"), event(failure)])],
  ])("%s", async (_, answer) => {
    upstream.once("/one", answer);
    const answered = await post(`${artifact.url}/v1/chat/completions`, { model: "m", messages: [], stream: true });
    expect(answered.text.length).toBeGreaterThan(0);
    expectHidden(answered);
  });

  test.each([
    ["a translated answer", json(chat(quoted)), { input: "hi" }],
    ["a translated stream", sse([opening, word(quoted), finish]), { input: "hi", stream: true }],
    ["a translated error", json(failure, 422), { input: "hi" }],
    ["a translated error behind the output", sse([opening, word("hi"), event(failure)]), { input: "hi", stream: true }],
  ])("%s", async (_, answer, fields) => {
    upstream.once("/one", answer);
    expectHidden(await post(`${artifact.url}/v1/responses`, { model: "m", ...fields }));
  });

  test.each(CASES.filter(([name]) => !name.includes("large")))("%s that is passed through", async (_, answer, part) => {
    upstream.once("/one", answer);
    const answered = await send(`${artifact.url}/v1/files/f/content`, { method: "GET" });
    expect(answered.text).toContain(part);
    expectHidden(answered);
  });

  test("a passed answer keeps its length", async () => {
    const body = { text: quoted };
    upstream.once("/one", json(body));
    const answered = await send(`${artifact.url}/v1/files/f`, { method: "GET" });
    expect(answered.headers["content-length"]).toBe(String(Buffer.byteLength(JSON.stringify(body))));
    expect(answered.body.length).toBe(Number(answered.headers["content-length"]));
  });

  test("the log", () => {
    for (const secret of SECRETS) expect(artifact.stderr()).not.toContain(secret);
    expect(artifact.stderr()).toContain("bad_***");
  });
});
