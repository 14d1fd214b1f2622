/** What a client may ask for, and how much it can cause, at the built server. */
import { expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { startArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { startUpstream } from "../support/upstream.ts";

const config = (url: string, server: string, more = "") => `
backends:
  one: { type: openai-compatible, base_url: "${url}/one/v1", api_key: "\${KEY}", models: [m] }
default_backend: one
model_aliases: [{ pattern: "^group$", replacement: "one:m|one:n" }, { pattern: "^race$", replacement: "one:m!one:n" }]
${server}
${more}
`;
const env = { KEY: "sk-one" };

test("with client_selectors, the config's own groups still work, and clients cannot write any", async () => {
  const upstream = await startUpstream();
  upstream.always("/one", says("ok"));
  const artifact = await startArtifact(config(upstream.url, "server: { client_selectors: names }"), { env });
  const ask = (model: string) => post(`${artifact.url}/v1/chat/completions`, { model, messages: [] });
  expect([(await ask("group")).status, (await ask("m")).status]).toEqual([200, 200]);
  for (const model of ["one:m", "m|n", "m?temperature=0"]) {
    const answer = await ask(model);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "unsupported_construct"]);
  }
  const listed = await send(`${artifact.url}/v1/models`, { method: "GET" });
  expect(listed.text).not.toContain("one:m");
  expect(listed.text).toContain('"id":"m"');
  const one = await send(`${artifact.url}/v1/models/one:m`, { method: "GET" });
  expect(one.status).toBe(404);
  await artifact.stop();
  await upstream.close();
});

test("a request causes no more than its attempts, in all branches together", async () => {
  const upstream = await startUpstream();
  upstream.always("/one", refusal(503));
  const more = "failure_handling: { retries: 3, min_retry_wait: 0.001, max_attempts: 5 }";
  const artifact = await startArtifact(config(upstream.url, "", more), { env });
  const ask = (model: string) => post(`${artifact.url}/v1/chat/completions`, { model, messages: [] });
  const answer = await ask(Array.from({ length: 16 }, (_, i) => `one:m${i}`).join("!"));
  expect([answer.status, answer.headers["x-turnout-attempts"], upstream.begun()]).toEqual([503, "5", 5]);
  const inOrder = await ask(Array.from({ length: 16 }, (_, i) => `one:m${i}`).join("|"));
  expect([inOrder.status, inOrder.headers["x-turnout-attempts"], upstream.begun()]).toEqual([503, "5", 10]);
  await artifact.stop();
  await upstream.close();
});

test("an idle connection stays open longer than those who keep it expect", async () => {
  const upstream = await startUpstream();
  const artifact = await startArtifact(config(upstream.url, ""), { env });
  const answer = await send(`${artifact.url}/healthz`, { method: "GET", headers: { connection: "keep-alive" } });
  expect(answer.headers["keep-alive"]).toBe("timeout=75");
  await artifact.stop();
  const other = await startArtifact(config(upstream.url, "server: { keep_alive_timeout: 1 }"), { env });
  const short = await send(`${other.url}/healthz`, { method: "GET", headers: { connection: "keep-alive" } });
  expect(short.headers["keep-alive"]).toBe("timeout=1");
  await other.stop();
  await upstream.close();
});
