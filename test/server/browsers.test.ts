/** What browsers may do, with a built server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send, wireTo } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const PAGE = "https://chat.example";
const config = (url: string, more = "") => `
backends: { one: { type: openai, base_url: "${url}/v1", api_key: "\${KEY}" } }
default_backend: one
passthrough: true
server: { allowed_hosts: [turnout.internal], cors: { origins: ["${PAGE}"] } }
${more}`;

let upstream: ScriptedUpstream;
let open: RunningArtifact;
let keyed: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  const headers = { vary: "Accept-Encoding", "x-mine": "1", "retry-after": "3", "access-control-allow-origin": "*" };
  upstream.always("/", json(chat("ok"), 200, headers));
  open = await startArtifact(config(upstream.url), { env: { KEY: "sk" } });
  keyed = await startArtifact(config(upstream.url), { env: { KEY: "sk", TURNOUT_API_KEY: "mine" } });
});
afterAll(async () => {
  await open?.stop();
  await keyed?.stop();
  await upstream?.close();
});

const body = JSON.stringify({ model: "m", messages: [] });
const MODELS = { path: "/v1/models", method: "GET" };
const CHAT = { path: "/v1/chat/completions", method: "POST", body };
const FILES = { path: "/v1/files", method: "GET" };

describe.each(doors)("an open server, on the $door path", ({ query }) => {
  test.each([MODELS, CHAT, FILES, { path: "/healthz", method: "GET" }, { path: "/none", method: "GET" }])(
    "answers $method $path by its names, and to no page",
    async ({ path, ...sent }) => {
      const url = `${open.url}${path}${query}`;
      const before = upstream.begun();
      const site = "sec-fetch-site";
      for (const headers of [
        { host: "evil.example" },
        { origin: "null" },
        { [site]: "cross-site" },
        { [site]: "same-site" },
      ]) {
        const answer = await send(url, { ...sent, headers });
        expect(answer.status, JSON.stringify(headers)).toBe(403);
        expect(errorOf(answer).code).toMatch(/^(?:host|origin)_not_allowed$/);
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      }
      expect(upstream.begun()).toBe(before);
      expect((await send(url, { ...sent, headers: { host: "turnout.internal:1" } })).status).not.toBe(403);
    },
  );

  test("no preflight of another page, and no WebSocket", async () => {
    const asked = { origin: "https://evil.example", "access-control-request-method": "POST" };
    expect((await send(open.url + CHAT.path + query, { method: "OPTIONS", headers: asked })).status).toBe(403);
    const upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n";
    const path = `/v1/realtime?model=m${query.replace("?", "&")}`;
    for (const page of ["host: evil.example", "host: localhost\r\norigin: https://evil.example"]) {
      const text = await wireTo(
        open.url,
        `GET ${path} HTTP/1.1\r\n${page}\r\n${upgrade}sec-websocket-key: abc\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 403 /);
    }
  });
});

describe.each(doors)("a page that may, on the $door path", ({ query }) => {
  test.each([MODELS, CHAT, FILES])("reads the answer of $method $path", async ({ path, ...sent }) => {
    const answer = await send(`${open.url}${path}${query}`, { ...sent, headers: { origin: PAGE } });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": PAGE,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": expect.stringContaining("x-request-id"),
      vary: expect.stringMatching(/\bOrigin\b/),
    });
    if (path === MODELS.path) return;
    expect(answer.headers["access-control-expose-headers"]).toMatch(/x-mine.*retry-after|retry-after.*x-mine/);
    expect(answer.headers.vary).toBe("Accept-Encoding, Origin");
  });

  test("reads errors, and those without a key too", async () => {
    const answer = await send(keyed.url + CHAT.path + query, { body, headers: { origin: PAGE } });
    expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([401, PAGE]);
    const none = await send(`${open.url}/none${query}`, { method: "GET", headers: { origin: PAGE } });
    expect([none.status, none.headers["access-control-allow-origin"]]).toEqual([404, PAGE]);
  });

  test("gets its preflight answered, on a server with keys too", async () => {
    for (const { url } of [open, keyed]) {
      const answer = await send(url + CHAT.path + query, {
        method: "OPTIONS",
        headers: {
          origin: PAGE,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,x-session-id",
          "access-control-request-private-network": "true",
        },
      });
      expect([answer.status, answer.text]).toEqual([204, ""]);
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": PAGE,
        "access-control-allow-methods": expect.stringContaining("POST"),
        "access-control-allow-headers": "authorization,x-session-id",
        "access-control-allow-private-network": "true",
        "access-control-max-age": "7200",
        vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
      });
    }
  });
});

test("a server with keys serves other pages, which cannot read its answers", async () => {
  const headers = { host: "anything", origin: "https://evil.example", authorization: "Bearer mine" };
  const answer = await send(keyed.url + CHAT.path, { body, headers });
  expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([200, undefined]);
  expect(answer.headers.vary).toMatch(/\bOrigin\b/);
  const preflight = { ...headers, "access-control-request-method": "POST" };
  const asked = await send(keyed.url + CHAT.path, { method: "OPTIONS", headers: preflight });
  expect(asked.headers["access-control-allow-origin"]).toBeUndefined();
});

test("what upstreams say of web pages goes to no one", async () => {
  const answer = await send(keyed.url + FILES.path, { method: "GET", headers: { authorization: "Bearer mine" } });
  expect([answer.status, answer.headers["x-mine"]]).toEqual([200, "1"]);
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});
