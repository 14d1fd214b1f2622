import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  artifact = await startArtifact(
    `
backends: { openai: { type: openai, protocols: [chat], base_url: "${upstream.url}/v1" } }
default_backend: openai
server: { max_parsed_body_bytes: 20000, max_parsed_values: 1000 }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const post = (path: string, body: string) => send(`${artifact.url}/v1/${path}`, { body: Buffer.from(body) });
const items = (count: number) => Array.from({ length: count }, () => '{"role":"user","content":"a"}').join();

describe("a request that is translated", () => {
  test("keeps its long texts byte for byte, and its conversation can be continued", async () => {
    const image = `data:image/png;base64,${"iVBORw0KGgo/".repeat(200_000)}`;
    const content = `[{"type":"input_image","image_url":"${image}"}]`;
    const first = await post("responses", `{"model":"openai:m","input":[{"role":"user","content":${content}}]}`);
    expect(first.status).toBe(200);
    expect(JSON.parse((await upstream.next()).body.toString()).messages).toEqual([
      { role: "user", content: [{ type: "image_url", image_url: { url: image } }] },
    ]);
    const { id } = JSON.parse(first.body.toString());
    const second = await post("responses", `{"model":"openai:m","previous_response_id":"${id}","input":"and now?"}`);
    expect(second.status).toBe(200);
    const { messages } = JSON.parse((await upstream.next()).body.toString());
    expect(messages[0].content[0].image_url.url).toBe(image);
    expect(messages.at(-1)).toEqual({ role: "user", content: "and now?" });
  });

  test.each<readonly [what: string, body: string, status: number, code: string, setting: string]>([
    [
      "too many values",
      `{"model":"openai:m","input":[${items(400)}]}`,
      400,
      "body_too_complex",
      "server.max_parsed_values",
    ],
    [
      "too many bytes",
      `{"model":"openai:m","input":"a","instructions":"${"x".repeat(21_000)}"}`,
      413,
      "body_too_large",
      "server.max_parsed_body_bytes",
    ],
    [
      "too many levels",
      `{"model":"openai:m","input":${"[".repeat(600)}${"]".repeat(600)}}`,
      400,
      "body_too_complex",
      "500 levels",
    ],
  ])("is refused with %s, and nothing is sent", async (_, body, status, code, setting) => {
    const before = upstream.begun();
    const answer = await post("responses", body);
    expect([answer.status, errorOf(answer).code]).toEqual([status, code]);
    expect(answer.body.toString()).toContain(setting);
    expect(upstream.begun()).toBe(before);
  });
});

test("a request that passes as it came has none of these limits", async () => {
  const body = `{"model":"m","messages":[${items(5000)}],"deep":${"[".repeat(600)}${"]".repeat(600)}}`;
  expect((await post("chat/completions", body)).status).toBe(200);
  expect((await upstream.next()).body.toString()).toBe(body);
});
