import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthenticator } from "../../runtime/clients/authenticator.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import { composeObservers } from "../../runtime/observe/compose-observers.ts";
import { refuseUnknown } from "../../runtime/passthrough/unknown-url.ts";
import { openaiApi } from "../../runtime/protocols/openai/client-api.ts";
import type { HandleTools } from "../../runtime/request/handle.ts";
import { createListener } from "../../runtime/server/app.ts";
import type { Posted } from "../../runtime/server/cold-table.ts";
import { exactRoutes } from "../../runtime/server/exact-routes.ts";
import { createRequestIds } from "../../runtime/wire/request-id.ts";
import { errorOf, post, send } from "../support/client.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const IDS = ["gpt-4o", "openrouter:vendor/model:beta", "50%"];
const TROUBLE = { circuits: [{ target: "openai:gpt-4o", state: "open", failures: 3, retry_in: 20 }] };
const logged: string[] = [];
const servers: Server[] = [];

/** Runs the cold routes alone on a real socket; a `key` is asked for where there is one. */
async function start({ key, keyless = [] }: { key?: string; keyless?: string[] } = {}): Promise<string> {
  const backends = ["openai", "groq"].map((name, index) => httpBackend(name, index));
  const auth = createAuthenticator({ enabled: true, keys: [] }, { TURNOUT_API_KEY: key });
  const posts = new Map<string, Posted>([
    [
      "/v1/embeddings",
      { api: openaiApi, handle: async (request, response) => void response.end(`hot ${request.url}`) },
    ],
    ["/v1/completions", { api: openaiApi, handle: () => Promise.reject(new Error("a bug")) }],
  ]);
  const models = IDS.map((id) => ({ id, owned_by: "openai" }));
  const endpoints = backends.map(({ name }) => (keyless.includes(name) ? [] : [{}]));
  // Of what it is made of, refusals need no more than this.
  const unknown = refuseUnknown(
    {
      observe: composeObservers([]),
      clock: fakeClock(),
      auth,
      nextId: createRequestIds(() => 0.25),
    } as unknown as HandleTools,
    () => true,
  );
  const listener = createListener({
    models,
    exact: exactRoutes({
      router: { ...bareRouter(backends), models },
      endpoints,
      verbose: () => TROUBLE,
      isDraining: () => false,
    }),
    posts,
    responses: [],
    others: async (request, response) => unknown(request, response),
    auth,
    nextId: createRequestIds(() => 0.5),
    log: createLogger({ level: "error", secrets: [], clock: fakeClock(), sink: (text) => logged.push(text) }),
  });
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let url = "";
beforeAll(async () => {
  url = await start();
});
afterAll(() => {
  for (const server of servers) server.close();
});

const get = (path: string, headers = {}) => send(url + path, { method: "GET", headers });

describe("models", () => {
  it("are listed for the Codex CLI with the member that it expects", async () => {
    const answer = await get("/v1/models?client_version=0.169.0");
    expect(answer.fields).toMatchObject({ object: "list", models: [] });
    expect((await get("/v1/models")).fields).not.toHaveProperty("models");
  });

  it.each(["/v1/models", "/models", "/v1/models/", "/v1/models?limit=1"])("are listed at %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.fields).toEqual({
      object: "list",
      data: IDS.map((id) => ({ id, object: "model", created: 0, owned_by: "openai" })),
    });
  });

  it.each([
    ["/v1/models/gpt-4o", "gpt-4o"],
    ["/models/gpt-4o?x=1", "gpt-4o"],
    ["/v1/models/openrouter:vendor/model:beta", "openrouter:vendor/model:beta"],
    ["/v1/models/openrouter%3Avendor%2Fmodel%3Abeta", "openrouter:vendor/model:beta"],
    ["/v1/models/50%25", "50%"],
    ["/v1/models/50%", "50%"],
  ])("are retrieved at %s", async (path, id) => {
    expect((await get(path)).fields).toEqual({ id, object: "model", created: 0, owned_by: "openai" });
  });

  it("that do not exist are 404 with similar names", async () => {
    const answer = await get("/v1/models/gpt4o");
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toEqual({
      message: "The model 'gpt4o' is not listed. Did you mean 'gpt-4o'?",
      type: "invalid_request_error",
      code: "model_not_found",
      param: "model",
    });
  });
});

describe("probes", () => {
  it("say that the server lives and is ready", async () => {
    expect((await get("/healthz")).fields).toEqual({ status: "ok" });
    expect(await get("/readyz")).toMatchObject({ status: 200, fields: { status: "ready" } });
  });

  it.each(["?verbose", "?verbose=1", "?verbose=true", "?x=1&verbose", "?verbose&verbose=0"])(
    "show details with %s",
    async (query) => {
      expect(await get(`/readyz${query}`)).toMatchObject({
        status: 200,
        fields: { status: "ready", backends_without_key: [], ...TROUBLE },
      });
    },
  );

  it.each(["", "?", "?x=verbose", "?verbose=0", "?verbose=false", "?verbosely"])(
    "show no more than without %j",
    async (query) => {
      expect((await get(`/readyz${query}`)).fields).toEqual({ status: "ready", backends_without_key: [] });
    },
  );

  it("show details of a server that is not ready, too", async () => {
    const answer = await send(`${await start({ keyless: ["groq"] })}/readyz?verbose`, { method: "GET" });
    expect(answer.status).toBe(503);
    expect(answer.fields).toEqual({ status: "missing_keys", backends_without_key: ["groq"], ...TROUBLE });
  });

  it("say which backends have no key", async () => {
    const answer = await send(`${await start({ keyless: ["groq"] })}/readyz`, { method: "GET" });
    expect(answer.status).toBe(503);
    expect(answer.fields).toEqual({ status: "missing_keys", backends_without_key: ["groq"] });
  });
});

describe("paths and methods", () => {
  it.each(["/", "/v1", "/v1/nothing", "/v2/models", "//v1/models", "/%zz", "/v1/modelsx"])(
    "%s is unknown",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toMatchObject({ code: "not_found", type: "invalid_request_error" });
      expect(answer.headers["x-request-id"]).toMatch(/^req_\w+$/);
    },
  );

  it("are unknown with advice only where passthrough would send them on", async () => {
    const advice = /With `passthrough: true`/;
    for (const path of ["/v1/files", "/v1/files/f-1/content", "/audio/speech"]) {
      expect(errorOf(await get(path)).message, path).toMatch(advice);
    }
    for (const path of ["/v1//files", "/v1/files//a", "/v1/audio/", "/v1/models/x/y", "/files"]) {
      expect(errorOf(await get(path)).message, path).not.toMatch(advice);
    }
  });

  it.each([
    ["PUT", "/v1/models", "GET, HEAD, OPTIONS"],
    ["POST", "/v1/models/gpt-4o", "GET, HEAD, OPTIONS"],
    ["DELETE", "/healthz", "GET, HEAD, OPTIONS"],
    ["GET", "/v1/embeddings", "POST, OPTIONS"],
    ["HEAD", "/v1/embeddings", "POST, OPTIONS"],
  ])("%s %s is not allowed", async (method, path, allow) => {
    const answer = await send(url + path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    if (method !== "HEAD") expect(errorOf(answer).code).toBe("method_not_allowed");
  });

  it("HEAD is GET without its body", async () => {
    const [head, whole] = await Promise.all([send(`${url}/v1/models`, { method: "HEAD" }), get("/v1/models")]);
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
    expect(head.headers["content-length"]).toBe(whole.headers["content-length"]);
  });

  it("OPTIONS says what is allowed", async () => {
    const answer = await send(`${url}/v1/embeddings`, { method: "OPTIONS" });
    expect(answer).toMatchObject({ status: 204, headers: { allow: "POST, OPTIONS" } });
  });

  it("the hot handlers work on this path too, with queries", async () => {
    expect((await post(`${url}/v1/embeddings?x=1`, {})).text).toBe("hot /v1/embeddings?x=1");
  });

  it("every answer has an id of its own", async () => {
    const ids = await Promise.all(
      ["/healthz", "/readyz", "/nope", "/v1/models"].map(async (path) => (await get(path)).headers["x-request-id"]),
    );
    expect(new Set(ids).size).toBe(4);
  });

  it("a bug in a handler is a 500 with the details only in the log", async () => {
    const answer = await post(`${url}/v1/completions`, {});
    expect(answer.status).toBe(500);
    expect(errorOf(answer).code).toBe("internal_error");
    expect(answer.text).not.toContain("a bug");
    expect(logged.join("")).toContain("a bug");
  });
});

describe("with a key asked for", () => {
  it.each(["/v1/models", "/v1/models/gpt-4o", "/nope", "/v1/embeddings"])("%s requires it", async (path) => {
    const guarded = await start({ key: "k" });
    const closed = await send(guarded + path, { method: "GET" });
    expect(closed.status).toBe(401);
    expect(errorOf(closed).code).toBe("invalid_api_key");
    expect((await send(guarded + path, { method: "GET", headers: { authorization: "Bearer k" } })).status).not.toBe(
      401,
    );
  });

  it("/readyz?verbose requires it, because it contains what clients requested", async () => {
    const guarded = await start({ key: "k" });
    const closed = await send(`${guarded}/readyz?verbose`, { method: "GET" });
    expect(closed.status).toBe(401);
    expect(closed.text).not.toContain("gpt-4o");
    const open = await send(`${guarded}/readyz?verbose`, { method: "GET", headers: { authorization: "Bearer k" } });
    expect(open).toMatchObject({ status: 200, fields: TROUBLE });
  });

  it.each(["/healthz", "/readyz", "/healthz?x=1", "/readyz?x=1"])("%s does not require it", async (path) => {
    expect((await send((await start({ key: "k" })) + path, { method: "GET" })).status).toBe(200);
  });
});
