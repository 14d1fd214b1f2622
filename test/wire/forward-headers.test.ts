import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  const config = `
backends:
  plain: { type: openai, base_url: "${upstream.url}/v1" }
  named: { type: vllm, base_url: "${upstream.url}/v1", forward_headers: [HTTP-Referer, "x-acme-*", user-agent] }
`;
  artifact = await startArtifact(config, { env: { OPENAI_API_KEY: "sk-upstream" } });
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const ask = (model: string, headers: Record<string, string> = {}) =>
  post(`${artifact.url}/v1/chat/completions`, { model, messages: [] }, headers);

describe("headers that a config names", () => {
  const sent = {
    "http-referer": "https://app.test",
    "x-acme-tenant": "t",
    "x-acme-api-key": "client-secret",
    "x-acme": "not named",
    "user-agent": "an-sdk/1",
    "x-stainless-lang": "js",
  };
  const taken = async (model: string) => {
    await ask(model, sent);
    const received = await upstream.next();
    return Object.fromEntries(
      Object.keys(sent).flatMap((name) => {
        const value = received.headers[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  };

  test("go to its backend, apart from credentials", async () => {
    expect(await taken("named:m")).toEqual({
      "http-referer": "https://app.test",
      "x-acme-tenant": "t",
      "user-agent": "an-sdk/1",
      "x-stainless-lang": "js",
    });
  });

  test("go to no other, which gets the server's own name", async () => {
    expect(await taken("plain:m")).toEqual({ "user-agent": "turnout", "x-stainless-lang": "js" });
  });
});

describe("a 403 that is not the API's", () => {
  const page: Answer = (_, response) => {
    response.writeHead(403, { "content-type": "text/html" });
    response.end("<html><title>Attention Required!</title></html>");
  };

  test.each([
    ["a page", page],
    ["an object without an error", json({ message: "Forbidden" }, 403)],
    ["a text", json("error code: 1010", 403)],
  ])("%s: another target is asked, and the key stays good", async (_, answer) => {
    upstream.once("/", answer);
    const { status, headers } = await ask("plain:m|named:m");
    expect([status, headers["x-turnout-attempts"], headers["x-turnout-route"]]).toEqual([200, "2", "named:m"]);
    expect(artifact.stderr()).not.toContain("key_dead");
  });
});
