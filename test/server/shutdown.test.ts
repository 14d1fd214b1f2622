import { Agent, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { done, gate, json, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { collect, open, send } from "../support/client.ts";
import { chat, finish, opening, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
});
beforeEach(async () => {
  upstream.reset();
  artifact = await startArtifact(
    `
backends: { openai: { type: openai, base_url: "${upstream.url}/v1" } }
default_backend: openai
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
  return () => artifact.stop();
});
afterAll(() => upstream.close());

const body = (stream: boolean) => JSON.stringify({ model: "m", messages: [], stream });
const url = () => `${artifact.url}/v1/chat/completions`;

/** Settles once a new connection is refused. */
async function refusing(): Promise<void> {
  const { hostname, port } = new URL(artifact.url);
  for (;;) {
    const taken = await new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), hostname);
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (!taken) return;
  }
}

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  test("lets an open stream finish, accepts no new connection, and exits with 0", async () => {
    const rest = deferred();
    upstream.once("/", sse([opening, word("one"), gate(rest.promise), word("two"), finish, done]));
    const { response } = await open(url(), { body: body(true) });
    await new Promise((resolve) => response.once("readable", resolve));
    artifact.signal(signal);
    await refusing();
    rest.resolve();
    const answer = await collect(response);
    expect(answer.text).toMatch(/"one".*"two".*data: \[DONE\]\n\n$/s);
    expect(await artifact.exit).toEqual({ code: 0, signal: null });
  });

  test("lets a plain answer finish", async () => {
    const rest = deferred();
    upstream.once("/", async (received, response) => {
      await rest.promise;
      await json(chat("late"))(received, response);
    });
    const call = send(url(), { body: body(false) });
    await upstream.next();
    artifact.signal(signal);
    await refusing();
    rest.resolve();
    expect((await call).text).toContain("late");
    expect(await artifact.exit).toEqual({ code: 0, signal: null });
  });

  test("does not wait for idle connections", async () => {
    const agent = new Agent({ keepAlive: true });
    upstream.once("/", json(chat("ok")));
    await new Promise<void>((resolve, reject) => {
      const sent = request(url(), { method: "POST", agent }, (response) => {
        response.resume().once("end", resolve);
      });
      sent.once("error", reject);
      sent.end(body(false));
    });
    const { hostname, port } = new URL(artifact.url);
    const idle = connect(Number(port), hostname);
    await new Promise((resolve) => idle.once("connect", resolve));
    idle.on("error", () => idle.destroy());
    artifact.signal(signal);
    expect(await artifact.exit).toEqual({ code: 0, signal: null });
    agent.destroy();
    idle.destroy();
  });

  test("with nothing open it exits at once", async () => {
    artifact.signal(signal);
    expect(await artifact.exit).toEqual({ code: 0, signal: null });
    expect(artifact.stderr()).not.toMatch(/^\s+at /m);
  });
});
