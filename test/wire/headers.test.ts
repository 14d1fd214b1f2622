import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { done, json, refusal, sse } from "../support/answers.ts";
import { type RunningArtifact, runArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, errorOf, send } from "../support/client.ts";
import { chat, finish, opening } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const PROXY_KEY = "proxy-key-0123456789";
const UPSTREAM_KEY = "sk-upstream-0123456789";
const env = { OPENAI_API_KEY: UPSTREAM_KEY, PROXY_KEY, SECOND_KEY: "second-key-0123456789" };

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let config: string;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  config = `
backends:
  openai: { type: openai, base_url: "${upstream.url}/v1" }
  nokey: { type: openai-compatible, base_url: "${upstream.url}/nokey/v1" }
default_backend: openai
failure_handling: { retries: 0 }
auth: { api_keys: ["\${PROXY_KEY}", "\${SECOND_KEY}"] }
`;
  artifact = await startArtifact(config, { env });
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const body = JSON.stringify({ model: "gpt-4o", messages: [] });
const ask = (headers: Record<string, string | string[]>, query = ""): Promise<Answered> =>
  send(`${artifact.url}/v1/chat/completions${query}`, { body, headers });
const bearer = { authorization: `Bearer ${PROXY_KEY}` };

describe.each(doors)("to the upstream, on the $door path", ({ query }) => {
  test("the client's credentials and its connection's headers are not passed on", async () => {
    const answer = await ask(
      {
        ...bearer,
        "api-key": "client-secret-1",
        "x-api-key": "client-secret-2",
        cookie: "session=client-secret-3",
        "proxy-authorization": "Basic client-secret-4",
        "x-turnout-route": "client-5",
        "x-turnout-anything": "client-6",
        connection: "keep-alive, x-private",
        "x-private": "client-7",
        "keep-alive": "timeout=99",
        te: "trailers",
        upgrade: "h2c",
        "accept-encoding": "br, gzip",
        "openai-organization": "client-8",
        "openai-project": "client-9",
        "chatgpt-account-id": "client-10",
      },
      query,
    );
    expect(answer.status, answer.text).toBe(200);
    const { headers, rawHeaders, body: sent } = await upstream.next();
    expect(headers.authorization).toBe(`Bearer ${UPSTREAM_KEY}`);
    expect(rawHeaders.join("\n")).not.toMatch(/client-|proxy-key|timeout=99|h2c/);
    for (const name of [
      "api-key",
      "x-api-key",
      "cookie",
      "te",
      "upgrade",
      "expect",
      "x-private",
      "proxy-authorization",
      "openai-organization",
      "openai-project",
      "chatgpt-account-id",
    ])
      expect(headers, name).not.toHaveProperty(name);
    expect(headers["accept-encoding"] ?? "identity").toBe("identity");
    expect(headers.host).toBe(new URL(upstream.url).host);
    expect(headers["content-length"]).toBe(String(sent.length));
    expect(headers["content-type"]).toMatch(/^application\/json/);
  });

  test("no header is sent twice", async () => {
    await ask(bearer, query);
    const names = (await upstream.next()).rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test("a backend without a key is sent none", async () => {
    await send(`${artifact.url}/v1/chat/completions${query}`, {
      body: body.replace("gpt-4o", "nokey:m"),
      headers: bearer,
    });
    const { headers, rawHeaders } = await upstream.next();
    expect(headers.authorization).toBeUndefined();
    expect(rawHeaders.join("\n")).not.toContain(PROXY_KEY);
  });
});

describe.each(doors)("to the client, on the $door path", ({ query }) => {
  const private_ = {
    "set-cookie": ["a=1", "b=2"],
    "keep-alive": "timeout=99",
    connection: "keep-alive, x-hop",
    "x-hop": "internal",
    "proxy-authenticate": "Basic",
    upgrade: "h2c",
    authorization: `Bearer ${UPSTREAM_KEY}`,
    "api-key": UPSTREAM_KEY,
    "x-api-key": UPSTREAM_KEY,
    "x-turnout-route": "forged:route",
    "x-turnout-attempts": "99",
  };
  const public_ = {
    "x-ratelimit-remaining-requests": "41",
    "openai-processing-ms": "12",
    "openai-version": "2020-10-01",
    "x-provider-note": "hello",
    "retry-after": "3",
  };

  test("an upstream's key is removed from its error", async () => {
    upstream.once("/", json({ error: { message: `Incorrect API key provided: ${UPSTREAM_KEY}.` } }, 401));
    const answer = await ask(bearer, query);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(`{"error":{"message":"Incorrect API key provided: ${"*".repeat(UPSTREAM_KEY.length)}."}}`);
  });

  test.each([
    ["an answer", json(chat("ok"), 200, { ...private_, ...public_ })],
    ["an error", refusal(422, null, { ...private_, ...public_ })],
    ["a stream", sse([opening, finish, done], { ...private_, ...public_ })],
  ])("%s brings its own headers, and nothing private", async (_, scripted) => {
    upstream.once("/", scripted);
    const { headers, rawHeaders } = await ask(bearer, query);
    expect(headers).toMatchObject(public_);
    for (const name of [
      "set-cookie",
      "x-hop",
      "proxy-authenticate",
      "upgrade",
      "authorization",
      "api-key",
      "x-api-key",
    ])
      expect(headers, name).not.toHaveProperty(name);
    expect(rawHeaders.join("\n")).not.toMatch(/forged|timeout=99|sk-upstream/);
    expect(headers["x-turnout-attempts"]).toBe("1");
    expect(headers["x-turnout-route"]).toBe("openai:gpt-4o");
    const names = rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test("an upstream's compressed answer is passed on with its encoding, or decoded; never garbled", async () => {
    const { gzipSync, gunzipSync } = await import("node:zlib");
    const text = JSON.stringify(chat("compressed"));
    upstream.once("/", (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(text));
    });
    const answer = await ask({ ...bearer, "accept-encoding": "gzip" }, query);
    const encoded = answer.headers["content-encoding"] === "gzip";
    expect((encoded ? gunzipSync(answer.body) : answer.body).toString()).toBe(text);
  });

  test("a request id of the upstream's does not hide the gateway's", async () => {
    upstream.once("/", json(chat("ok"), 200, { "x-request-id": "req_upstream" }));
    const { rawHeaders } = await ask(bearer, query);
    const ids = rawHeaders.filter((_, i) => rawHeaders[i - 1]?.toLowerCase() === "x-request-id" && i % 2 === 1);
    expect(ids).toHaveLength(1);
  });
});

describe.each(doors)("the client key, on the $door path", ({ query }) => {
  test.each([
    ["a bearer", { authorization: `Bearer ${PROXY_KEY}` }],
    ["a bearer in small letters", { authorization: `bearer ${PROXY_KEY}` }],
    ["api-key", { "api-key": PROXY_KEY }],
    ["x-api-key", { "x-api-key": PROXY_KEY }],
    ["the second key", { authorization: `Bearer ${env.SECOND_KEY}` }],
  ])("in %s is accepted", async (_, headers) => {
    expect((await ask(headers, query)).status).toBe(200);
  });

  test.each([
    ["none", {}],
    ["an empty one", { authorization: "Bearer " }],
    ["one letter off", { authorization: `Bearer ${PROXY_KEY.slice(0, -1)}0` }],
    ["a part", { authorization: `Bearer ${PROXY_KEY.slice(0, -1)}` }],
    ["one with a tail", { authorization: `Bearer ${PROXY_KEY}x` }],
    ["another scheme", { authorization: `Basic ${PROXY_KEY}` }],
    ["the upstream's", { authorization: `Bearer ${UPSTREAM_KEY}` }],
    ["the name of the variable", { authorization: "Bearer PROXY_KEY" }],
  ])("%s is rejected", async (_, headers) => {
    const before = upstream.begun();
    const answer = await ask(headers, query);
    expect(answer.status).toBe(401);
    expect(errorOf(answer)).toMatchObject({ code: "invalid_api_key", type: "invalid_request_error" });
    expect(answer.text).not.toMatch(/0123456789/);
    expect(upstream.begun()).toBe(before);
  });

  test("is not required on the health page", async () => {
    const answer = await send(`${artifact.url}/healthz${query}`, { method: "GET" });
    expect(answer.status).toBe(200);
  });
});

describe("no secret", () => {
  test("appears in the log, whatever happens", async () => {
    upstream.once("/", refusal(401, "invalid_api_key", { "x-note": UPSTREAM_KEY }));
    await ask(bearer);
    upstream.once("/", (_, response) => void response.destroy());
    await ask(bearer);
    await ask({ authorization: "Bearer guessed-secret-value" });
    const debug = await startArtifact(config, { env, flags: ["--log-level", "debug"] });
    try {
      upstream.once("/", refusal(401));
      await send(`${debug.url}/v1/chat/completions`, { body, headers: bearer });
      debug.signal("SIGTERM");
      await debug.exit;
      for (const log of [artifact.stderr(), debug.stderr()]) {
        expect(log).not.toBe("");
        expect(log).not.toMatch(/0123456789|guessed-secret/);
      }
    } finally {
      await debug.stop();
    }
  });

  test("appears in the artifact's own output", async () => {
    const about = await runArtifact(config, { env, flags: ["--about"] });
    expect(about.code).toBe(0);
    expect(JSON.parse(about.stdout)).toBeTypeOf("object");
    expect(about.stdout).toContain("OPENAI_API_KEY");
    expect(about.stdout + about.stderr).not.toMatch(/0123456789/);
  });
});

describe("without a client key", () => {
  const open = () => config.replace(/^auth:.*$/m, "");

  test("loopback is open, with a notice", async () => {
    const artifact = await startArtifact(open(), { env: { OPENAI_API_KEY: UPSTREAM_KEY } });
    try {
      expect((await send(`${artifact.url}/v1/chat/completions`, { body })).status).toBe(200);
      expect(artifact.stderr()).toMatch(/auth|key/i);
    } finally {
      await artifact.stop();
    }
  });

  test("any other host does not start", async () => {
    const { code, stderr } = await runArtifact(open(), {
      env: { OPENAI_API_KEY: UPSTREAM_KEY },
      flags: ["--host", "0.0.0.0"],
    });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/TURNOUT_API_KEY/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("TURNOUT_API_KEY closes it", async () => {
    const artifact = await startArtifact(open(), {
      env: { OPENAI_API_KEY: UPSTREAM_KEY, TURNOUT_API_KEY: "from-env" },
    });
    try {
      const url = `${artifact.url}/v1/chat/completions`;
      expect((await send(url, { body })).status).toBe(401);
      expect((await send(url, { body, headers: { authorization: "Bearer from-env" } })).status).toBe(200);
    } finally {
      await artifact.stop();
    }
  });
});
