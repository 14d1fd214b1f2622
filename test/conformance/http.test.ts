import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, raw, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, post, send, wireTo } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", (request, response) => {
    const { user, stream } = request.fields;
    if (stream === true) return sse([raw(`data: {"user":"${user}"}\n\n`), raw("data: [DONE]\n\n")])(request, response);
    return json({ ...chat("ok"), user })(request, response);
  });
  artifact = await startArtifact(
    `
backends: { openai: { type: openai, base_url: "${upstream.url}/v1", models: [gpt-4o, "vendor/model:beta"] } }
default_backend: openai
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const get = (path: string, method = "GET") => send(artifact.url + path, { method });

describe.each(doors)("on the $door path", ({ query }) => {
  test.each(["/", "/v1", "/v2/chat/completions", "/v1/chat", "/v1/chat/completions/more", "/v1/files", "/favicon.ico"])(
    "%s does not exist",
    async (path) => {
      for (const method of ["GET", "POST"]) {
        const answer = await get(path + query, method);
        expect(answer.status, method).toBe(404);
        expect(errorOf(answer)).toMatchObject({ type: "invalid_request_error", code: "not_found" });
      }
      expect(upstream.begun()).toBe(upstream.received.length);
    },
  );

  test.each(["/healthz", "/readyz"])("%s", async (path) => {
    expect((await get(path + query)).status).toBe(200);
    const head = await get(path + query, "HEAD");
    expect([head.status, head.text]).toEqual([200, ""]);
    expect((await get(path + query, "POST")).status).toBe(405);
  });

  test.each(["/v1/models", "/models"])("%s", async (path) => {
    const answer = await get(path + query);
    expect(answer.fields).toMatchObject({ object: "list" });
    const ids = (answer.fields.data as { id: string }[]).map(({ id }) => id);
    expect([...ids].sort()).toEqual(["gpt-4o", "openai:gpt-4o", "openai:vendor/model:beta", "vendor/model:beta"]);
    const head = await get(path + query, "HEAD");
    expect([head.status, head.text]).toEqual([200, ""]);
    const wrong = await get(path + query, "POST");
    expect([wrong.status, errorOf(wrong).code]).toEqual([405, "method_not_allowed"]);
  });

  test.each([
    ["gpt-4o", "gpt-4o"],
    ["openai:gpt-4o", "openai:gpt-4o"],
    ["openai%3Agpt-4o", "openai:gpt-4o"],
    ["vendor/model:beta", "vendor/model:beta"],
    ["vendor%2Fmodel%3Abeta", "vendor/model:beta"],
    ["openai:vendor/model:beta", "openai:vendor/model:beta"],
    ["openai%3Avendor%2Fmodel%3abeta", "openai:vendor/model:beta"],
  ])("/v1/models/%s", async (path, id) => {
    const answer = await get(`/v1/models/${path}${query}`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.fields).toMatchObject({ id, object: "model" });
  });

  test.each([
    "nope",
    "__proto__",
    "constructor",
    "toString",
    "vendor",
    "%E0%A4%A",
    "%00",
    "..%2f..%2fetc",
    "gpt-4o%0d%0ax:y",
  ])("/v1/models/%s is not found", async (path) => {
    const answer = await get(`/v1/models/${path}${query}`);
    expect([400, 404]).toContain(answer.status);
    expect(errorOf(answer).type).toBe("invalid_request_error");
  });

  test("two requests in one write are answered in order", async () => {
    const one = (user: string, close = "") => {
      const body = JSON.stringify({ model: "m", user, messages: [] });
      return `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${close}content-length: ${body.length}\r\n\r\n${body}`;
    };
    const text = await wireTo(artifact.url, one("first") + one("second") + one("third", "connection: close\r\n"));
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    expect(text.match(/"user":"(\w+)"/g)).toEqual(['"user":"first"', '"user":"second"', '"user":"third"']);
  });

  test("HTTP/1.0 is answered", async () => {
    const body = JSON.stringify({ model: "m", user: "old", messages: [] });
    const text = await wireTo(
      artifact.url,
      `POST /v1/chat/completions${query} HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(text).toMatch(/^HTTP\/1\.[01] 200 /);
    expect(text).toContain('"user":"old"');
  });

  test("200 at once: each gets its own answer", async () => {
    const users = Array.from({ length: 200 }, (_, i) => `user-${i}`);
    const answers = await Promise.all(
      users.map((user, i) =>
        post(`${artifact.url}/v1/chat/completions${query}`, {
          model: `m${i}`,
          user,
          messages: [],
          stream: i % 2 === 1,
        }),
      ),
    );
    answers.forEach((answer, i) => {
      expect(answer.status).toBe(200);
      expect(answer.text.match(/"user":"([^"]*)"/)?.[1]).toBe(users[i]);
      expect(answer.headers["x-turnout-route"]).toBe(`openai:m${i}`);
    });
    expect(new Set(answers.map(({ headers }) => headers["x-request-id"])).size).toBe(200);
    const pairs = upstream.received.slice(-200).map(({ fields }) => `${fields.model} ${fields.user}`);
    expect(new Set(pairs)).toEqual(new Set(users.map((user, i) => `m${i} ${user}`)));
  });
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["a header without a colon", "POST /v1/chat/completions HTTP/1.1\r\nhost x\r\n\r\n"],
  ["a negative length", "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n"],
  ["a bad chunk", "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
])("%s: 400, and the server keeps running", async (_, bytes) => {
  expect(await wireTo(artifact.url, bytes)).toMatch(/^HTTP\/1\.1 400 /);
  expect((await get("/healthz")).status).toBe(200);
});

test("endless headers: 431", async () => {
  const text = await wireTo(
    artifact.url,
    `GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`,
  );
  expect(text).toMatch(/^HTTP\/1\.1 431 /);
});
