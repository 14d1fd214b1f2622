import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cut, done, event, flood, gate, hang, raw, type Step, sse, stall } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { collect, errorOf, open, post, send } from "../support/client.ts";
import { chunk, finish, opening, says, spoken, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  openai: { type: openai, base_url: "${upstream.url}/v1" }
  hasty: { type: openai, base_url: "${upstream.url}/hasty/v1", timeout: 0.3 }
  idle: { type: openai, base_url: "${upstream.url}/idle/v1", stream_idle_timeout: 0.3 }
default_backend: openai
failure_handling: { retries: 0 }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const messages = [{ role: "user", content: "hi" }];
const streamed = (model = "openai:m") => JSON.stringify({ model, messages, stream: true });

/** Reads until `text` has come. */
async function readUntil(response: IncomingMessage, text: string): Promise<string> {
  let seen = "";
  for (;;) {
    const piece = response.read() as Buffer | null;
    if (piece !== null) seen += piece.toString();
    if (seen.includes(text)) return seen;
    if (response.readableEnded || response.destroyed) throw new Error(`the stream ended with ${seen}`);
    if (piece === null) await new Promise((resolve) => response.once("readable", resolve).once("close", resolve));
  }
}

/** The error that a stream ends with; fails if it looks whole. */
function lastError(text: string): Record<string, unknown> {
  expect(text).not.toMatch(/^data: ?\[DONE\]/m);
  const last =
    text
      .trimEnd()
      .split(/\r?\n\r?\n/)
      .at(-1) ?? "";
  const { error } = JSON.parse(last.replace(/^data: /m, "")) as { error: Record<string, unknown> };
  expect(Object.keys(error).sort()).toEqual(["code", "message", "param", "type"]);
  return error;
}

describe.each(doors)("on the $door path", ({ query }) => {
  const url = () => `${artifact.url}/v1/chat/completions${query}`;

  test("each event is passed on as soon as the upstream sends it", async () => {
    const steps = [deferred(), deferred()];
    const gates = steps.map(({ promise }) => gate(promise));
    upstream.once(
      "/",
      sse([opening, word("one"), gates[0] as Step, word("two"), gates[1] as Step, word("three"), finish, done]),
    );
    const { response } = await open(url(), { body: streamed() });
    expect(response.headers["content-type"]).toMatch(/^text\/event-stream/);
    await readUntil(response, '"one"');
    steps[0]?.resolve();
    await readUntil(response, '"two"');
    steps[1]?.resolve();
    expect((await collect(response)).text).toMatch(/"three".*\n\ndata: \[DONE\]\n\n$/s);
  });

  test("the headers are sent with the first output, and nothing before it is lost", async () => {
    const first = deferred();
    upstream.once("/", sse([raw(": hello\n\n"), opening, gate(first.promise), word("Hel"), finish, done]));
    const answer = open(url(), { body: streamed() });
    await upstream.next();
    first.resolve();
    const { response } = await answer;
    expect((await collect(response)).text).toMatch(/^: hello\n\ndata: .*assistant.*Hel.*\[DONE\]\n\n$/s);
  });

  test.each<[string, readonly (string | Buffer)[]]>([
    ["comments and named events", [': ping\n\nevent: message\nid: 7\nretry: 10\ndata: {"a":"b"}\n\ndata: [DONE]\n\n']],
    ["CRLF", ['data: {"a":"b"}\r\n\r\ndata: [DONE]\r\n\r\n']],
    ["no space after the colon", ['data:{"a":"b"}\n\ndata:[DONE]\n\n']],
    ["an end cut into letters", ['data: {"a":"b"}\n\n', ..."data: [DONE]\n\n"]],
    ["text after the end", ['data: {"a":"b"}\n\ndata: [DONE]\n\n: bye\n\n']],
    [
      "a character cut in half",
      [Buffer.from('data: {"a":"\xf0\x9f', "latin1"), Buffer.from('\x98\x80"}\n\ndata: [DONE]\n\n', "latin1")],
    ],
    ["one very long event", [`data: {"a":"${"x".repeat(300_000)}"}\n\n`, "data: [DONE]\n\n"]],
  ])("passes byte by byte: %s", async (_, pieces) => {
    upstream.once("/", async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
      response.end();
    });
    const answer = await send(url(), { body: streamed() });
    expect(answer.status).toBe(200);
    expect(answer.body.equals(Buffer.concat(pieces.map((piece) => Buffer.from(piece))))).toBe(true);
  });

  test.each(["", "\n"])("an end without its blank line (%j) counts, and may be given one", async (ending) => {
    const text = `data: {"a":"b"}\n\ndata: [DONE]${ending}`;
    upstream.once("/", sse([raw(text)]));
    const answer = await send(url(), { body: streamed() });
    expect(answer.text.startsWith(text)).toBe(true);
    expect(answer.text.slice(text.length)).toMatch(/^\n*$/);
  });

  test.each<[string, readonly Step[]]>([
    ["after a word", [opening, word("Hel"), cut]],
    ["after its finish_reason", [opening, word("Hel"), finish, cut]],
    ["after a word that reads as the end", [opening, word("data: [DONE]\n\n"), cut]],
    ["in the middle of the end", [opening, word("Hel"), raw("data: [DO"), cut]],
    ["between the lines of an event", [opening, word("Hel"), raw('data: {"x":1}\n'), cut]],
  ])("a stream cut %s ends with an error", async (_, steps) => {
    upstream.once("/", sse(steps));
    const answer = await send(url(), { body: streamed() });
    expect(answer.status).toBe(200);
    expect(lastError(answer.text)).toMatchObject({ type: "upstream_error", code: "upstream_cut" });
  });

  test("a stream that just stops, without finish_reason and end, ends with an error", async () => {
    upstream.once("/", sse([opening, word("Hel")]));
    const answer = await send(url(), { body: streamed() });
    expect(lastError(answer.text).type).toBe("upstream_error");
  });

  test("a stream that falls silent ends with an error, and the upstream is cancelled", async () => {
    upstream.once("/idle/", sse([opening, word("Hel"), hang]));
    const answer = await send(url(), { body: streamed("idle:m") });
    expect(answer.text).toContain('"Hel"');
    expect(lastError(answer.text).code).toBe("upstream_timeout");
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("a silent upstream: 504, and it is cancelled", async () => {
    upstream.once("/hasty/", stall);
    const answer = await send(url(), { body: streamed("hasty:m") });
    expect(answer.status).toBe(504);
    expect(errorOf(answer)).toMatchObject({ type: "upstream_error", code: "upstream_timeout" });
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("a silent upstream: the next target answers", async () => {
    upstream.once("/hasty/", stall);
    upstream.once("/v1/", spoken("hello"));
    const answer = await send(url(), { body: streamed("hasty:a|openai:b") });
    expect(answer.headers["x-turnout-route"]).toBe("openai:b");
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("a client that leaves in the middle: the upstream is cancelled", async () => {
    upstream.once("/", sse([opening, word("Hel"), hang]));
    const { request, response } = await open(url(), { body: streamed() });
    await readUntil(response, '"Hel"');
    request.destroy();
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("a client that leaves before the headers: the upstream is cancelled", async () => {
    upstream.once("/", stall);
    const controller = new AbortController();
    const call = fetch(url(), { method: "POST", body: streamed(), signal: controller.signal }).catch(() => null);
    const received = await upstream.next();
    controller.abort();
    await call;
    expect(await received.over).toBe("cancelled");
  });

  test("a client that leaves: no other target is tried", async () => {
    upstream.once("/hasty/", stall);
    const controller = new AbortController();
    const body = streamed("hasty:a|openai:never");
    const call = fetch(url(), { method: "POST", body, signal: controller.signal }).catch(() => null);
    const received = await upstream.next();
    controller.abort();
    await call;
    expect(await received.over).toBe("cancelled");
    upstream.once("/", says("a later one"));
    await post(url(), { model: "openai:later", messages });
    expect((await upstream.next()).fields.model).toBe("later");
  });
});

describe("a slow reader of a fast stream", () => {
  const TOTAL = 200 * 1024 * 1024;

  test("costs a bounded amount of memory, and gets every byte", async () => {
    const text = `data: ${JSON.stringify(chunk({ content: "x".repeat(800) }))}\n\n`;
    let written = 0;
    upstream.once(
      "/",
      flood(TOTAL, text, (bytes) => {
        written = bytes;
      }),
    );
    const before = memory("VmRSS");
    const { response } = await open(`${artifact.url}/v1/chat/completions`, { body: streamed() });
    let read = 0;
    let ahead = 0;
    // Turns of the server, each of which it could use to read on.
    for (let turns = 0; turns < 300; turns += 1) {
      read += (response.read() as Buffer | null)?.length ?? 0;
      response.pause();
      await send(`${artifact.url}/healthz`, { method: "GET" });
      ahead = Math.max(ahead, written - read);
    }
    expect(read).toBeGreaterThan(0);
    expect(written).toBeLessThan(TOTAL / 2);
    expect(ahead).toBeLessThan(40 * 1024 * 1024);
    const rest = await collect(response);
    const role = '"role":"assistant",'.length;
    expect(read + rest.body.length).toBe(written + role + "data: [DONE]\n\n".length);
    expect(rest.text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(memory("VmHWM") - before).toBeLessThan(96 * 1024);
  });

  test("that leaves cancels the upstream", async () => {
    upstream.once(
      "/",
      flood(TOTAL, "data: {}\n\n", () => {}),
    );
    const { request, response } = await open(`${artifact.url}/v1/chat/completions`, { body: streamed() });
    await readUntil(response, "data: {}");
    request.destroy();
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  /** Kilobytes. */
  function memory(name: "VmRSS" | "VmHWM"): number {
    const status = readFileSync(`/proc/${artifact.pid}/status`, "utf8");
    return Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1]);
  }
});

test("an upstream's error event is passed on unchanged", async () => {
  const error = { message: "overloaded", type: "server_error", param: null, code: "overloaded" };
  const first = deferred();
  upstream.once("/", sse([opening, word("Hel"), gate(first.promise), event({ error })]));
  const { response } = await open(`${artifact.url}/v1/chat/completions`, { body: streamed() });
  first.resolve();
  const answer = await collect(response);
  expect(answer.text).toContain(`data: ${JSON.stringify({ error })}\n\n`);
  expect(answer.text).not.toContain("[DONE]");
});
