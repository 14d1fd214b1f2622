import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, raw, refusal, sse, stall } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

/** What every endpoint that takes a model does alike. */
const endpoints = [
  {
    path: "/chat/completions",
    fields: { messages: [{ role: "user", content: "hi ✓" }] },
    fine: { choices: [{ message: { role: "assistant", content: "hi" } }] },
  },
  {
    path: "/completions",
    fields: { prompt: ["once", "upon"], suffix: null },
    fine: { choices: [{ text: "a" }, { text: "time" }] },
  },
  {
    path: "/embeddings",
    fields: { input: [[1, 2], [3]], dimensions: 8 },
    fine: { data: [{ embedding: [0.5] }] },
  },
  { path: "/responses/compact", fields: { input: "hi" }, fine: { output: [] } },
  { path: "/responses/input_tokens", fields: { input: "hi", tools: [] }, fine: { input_tokens: 3 } },
  { path: "/moderations", fields: { input: [{ type: "text", text: "hi" }] }, fine: { results: [{ flagged: false }] } },
] as const;

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  openai: { type: openai, base_url: "${upstream.url}/some/v1" }
  spare: { type: openai, base_url: "${upstream.url}/spare/v1" }
default_backend: openai
model_aliases: [{ pattern: "^short$", replacement: "openai:a-long-name" }]
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
auth: { api_keys: ["\${PROXY_KEY}"] }
`,
    { env: { OPENAI_API_KEY: "sk-test", PROXY_KEY: "proxy" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const headers = { authorization: "Bearer proxy" };

for (const { door, query } of doors) {
  for (const version of ["/v1", ""]) {
    describe.each(endpoints)(`${version}$path on the ${door} path`, ({ path, fields, fine }) => {
      const url = () => `${artifact.url}${version}${path}${query}`;

      test.each([
        ["openai:m", "/some", "m"],
        ["m", "/some", "m"],
        ["short", "/some", "a-long-name"],
        ["spare:a/b:c", "/spare", "a/b:c"],
      ])("%s: the request is passed on with only its model changed", async (model, prefix, name) => {
        upstream.once("/", json(fine));
        const body = { ...fields, model, unheard_of: { of: [null, 1.5] } };
        expect((await post(url(), body, headers)).status).toBe(200);
        const received = await upstream.next();
        expect([received.method, received.url]).toEqual(["POST", `${prefix}/v1${path}${query}`]);
        expect(received.body.toString()).toBe(JSON.stringify({ ...body, model: name }));
      });

      test("the answer is passed back unchanged", async () => {
        const text = ` {"model" : "what-answered", "odd": [1.0, "\\u00e9"], ${JSON.stringify(fine).slice(1)}\n`;
        upstream.once("/", (_, response) => {
          response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(text);
        });
        const answer = await post(url(), { ...fields, model: "openai:m" }, headers);
        expect(answer.text).toBe(text);
        expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
        expect(answer.headers["x-turnout-route"]).toBe("openai:m");
      });

      test("an error is passed back unchanged", async () => {
        upstream.once("/", refusal(422, "odd"));
        const answer = await post(url(), { ...fields, model: "openai:m" }, headers);
        expect([answer.status, errorOf(answer).code]).toEqual([422, "odd"]);
      });

      test("a group goes to its next target", async () => {
        upstream.once("/some", refusal(500));
        upstream.once("/spare", json(fine));
        const answer = await post(url(), { ...fields, model: "openai:a|spare:b" }, headers);
        expect(answer.headers["x-turnout-route"]).toBe("spare:b");
        expect(answer.headers["x-turnout-attempts"]).toBe("2");
      });

      test.each([
        ["no JSON", "{", 400, "invalid_json"],
        ["a key that is not there", JSON.stringify({ ...fields, model: "openai.9:m" }), 404, "model_not_found"],
        ["a selector that is none", JSON.stringify({ ...fields, model: "openai:a|" }), 400, null],
      ])("%s is rejected here", async (_, body, status, code) => {
        const before = upstream.begun();
        const answer = await send(url(), { body, headers });
        expect(answer.status, answer.text).toBe(status);
        const error = errorOf(answer);
        expect(error.type).toBe("invalid_request_error");
        if (code !== null) expect(error.code).toBe(code);
        expect(answer.headers["content-type"]).toMatch(/^application\/json/);
        expect(answer.headers["x-request-id"]).toMatch(/\S/);
        expect(upstream.begun()).toBe(before);
      });

      test("no model is rejected here, unless the API has a default", async () => {
        upstream.once("/", json(fine));
        const answer = await post(url(), fields, headers);
        if (path !== "/moderations") expect([answer.status, errorOf(answer).code]).toEqual([400, "missing_model"]);
        else expect((await upstream.next()).fields).toEqual({ ...fields, model: "omni-moderation-latest" });
      });

      test("no key is rejected here", async () => {
        const before = upstream.begun();
        const answer = await post(url(), { ...fields, model: "openai:m" });
        expect([answer.status, errorOf(answer).code]).toEqual([401, "invalid_api_key"]);
        expect(upstream.begun()).toBe(before);
      });

      test.each(["GET", "PUT", "DELETE", "PATCH"])("%s is not an allowed method", async (method) => {
        const answer = await send(url(), { method, headers });
        expect(answer.status).toBe(405);
        expect(errorOf(answer).code).toBe("method_not_allowed");
        expect(answer.headers.allow).toContain("POST");
      });

      test("a client that leaves: the upstream is cancelled", async () => {
        upstream.once("/", stall);
        const controller = new AbortController();
        const body = JSON.stringify({ ...fields, model: "openai:m" });
        const call = fetch(url(), { method: "POST", body, headers, signal: controller.signal }).catch(() => null);
        const received = await upstream.next();
        controller.abort();
        await call;
        expect(await received.over).toBe("cancelled");
      });
    });

    test.each(["/chat/completions", "/completions"])(
      `${version}%s on the ${door} path: a stream is passed back unchanged`,
      async (path) => {
        const said = path === "/completions" ? '"text":"é"' : '"delta":{"role":"assistant","content":"é"}';
        const chunk = `data: { "choices":[{"index":0,${said},"finish_reason":"stop"}]}\n\n`;
        const text = `${chunk}data: [DONE]\n\n`;
        upstream.once("/", sse([raw(text)]));
        const answer = await post(
          `${artifact.url}${version}${path}${query}`,
          { prompt: "hi", model: "openai:m", stream: true },
          headers,
        );
        expect(answer.text).toBe(text);
        expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
      },
    );
  }
}
