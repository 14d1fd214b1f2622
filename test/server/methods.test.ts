import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send, wireTo } from "../support/client.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let passing: RunningArtifact;
let plain: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  const config = (more: string) => `
backends: { one: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${KEY}" } }
default_backend: one
${more}`;
  upstream.always("/", json({ ok: true }));
  passing = await startArtifact(config("passthrough: true"), { env: { KEY: "sk-secret" } });
  plain = await startArtifact(config(""), { env: { KEY: "sk-secret" } });
});
beforeEach(() => upstream.reset());
afterAll(async () => {
  await passing?.stop();
  await plain?.stop();
  await upstream?.close();
});

const ALL = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

test.each(ALL.split(", "))("%s is passed through", async (method) => {
  const answer = await send(`${passing.url}/v1/files`, { method });
  expect(answer.status).toBe(200);
  expect((await upstream.next()).method).toBe(method);
  expect(answer.headers["content-length"]).toBe("11");
  expect(answer.text).toBe(method === "HEAD" ? "" : '{"ok":true}');
});

describe.each(doors)("on the $door path", ({ query }) => {
  describe.each(["TRACE", "PROPFIND", "PURGE", "QUERY", "M-SEARCH", "LINK"])("%s", (method) => {
    test.each([
      ["/v1/files", ALL],
      ["/v1/images/generations", ALL],
      ["/v1/chat/completions", "POST, OPTIONS"],
      ["/v1/models", "GET, HEAD, OPTIONS"],
      ["/v1/models/x", "GET, HEAD, OPTIONS"],
      ["/v1/responses/resp_1", "GET, DELETE, OPTIONS"],
      ["/healthz", "GET, HEAD, OPTIONS"],
      ["/none", ALL],
    ])("is refused at %s, and goes to no upstream", async (path, allow) => {
      const before = upstream.begun();
      for (const { url } of [passing, plain]) {
        const text = await wireTo(
          url,
          `${method} ${path}${query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
        );
        // Node's parser knows not every method.
        if (method === "QUERY" && text.startsWith("HTTP/1.1 400")) continue;
        expect(text, url).toMatch(/^HTTP\/1\.1 405 /);
        expect(/^allow: (.*)\r$/im.exec(text)?.[1]).toBe(allow);
        expect(text).toContain("method_not_allowed");
      }
      expect(upstream.begun()).toBe(before);
    });
  });

  test("OPTIONS says what a response has", async () => {
    const answer = await send(`${plain.url}/v1/responses/resp_1${query}`, { method: "OPTIONS" });
    expect([answer.status, answer.headers.allow]).toEqual([204, "GET, DELETE, OPTIONS"]);
    const put = await send(`${plain.url}/v1/responses/resp_1/cancel${query}`, { method: "PUT" });
    expect([put.status, errorOf(put).code]).toEqual([405, "method_not_allowed"]);
  });

  test("a refused HEAD has no body", async () => {
    const answer = await send(`${plain.url}/v1/chat/completions${query}`, { method: "HEAD" });
    expect([answer.status, answer.text]).toEqual([405, ""]);
  });
});

test("CONNECT is refused, and a method that is none", async () => {
  for (const { url } of [passing, plain]) {
    const text = await wireTo(url, "CONNECT localhost:443 HTTP/1.1\r\nhost: localhost:443\r\n\r\n");
    expect(text).toMatch(/^HTTP\/1\.1 405 .*\r\nallow: GET, /is);
    expect(await wireTo(url, "BREW /v1/files HTTP/1.1\r\nhost: localhost\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  }
});
