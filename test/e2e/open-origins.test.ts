import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningArtifact, runArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const CONFIG = `
backends:
  local:
    type: ollama
    base_url: \${OLLAMA_URL}
    origins: ["http://127.0.0.1:*", "http://*.internal:11434"]
  other: { type: openai-compatible, base_url: "http://\${OTHER_HOST}/v1", origins: ["http://127.0.0.1:*"] }
default_backend: local
passthrough: true
failure_handling: { retries: 0 }
`;
const messages = [{ role: "user", content: "hi" }];

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
  artifact = await startArtifact(CONFIG, { env: { OLLAMA_URL: upstream.url } });
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});
beforeEach(() => upstream.reset());

test("requests go to the URL in the environment, with the type's path if it has none", async () => {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model: "m", messages });
  expect(answer.status, answer.text).toBe(200);
  expect((await upstream.next()).url).toBe("/v1/chat/completions");
});

test("so do those that are passed through", async () => {
  const answer = await post(`${artifact.url}/v1/fine_tuning/jobs`, { training_file: "f" });
  expect(answer.status, answer.text).toBe(200);
  expect((await upstream.next()).url).toBe("/v1/fine_tuning/jobs");
});

test("a backend whose variable is not set answers with that, the others work", async () => {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model: "other:m", messages });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).toContain("the environment variable OTHER_HOST is not set");
  expect(artifact.stderr()).toContain("OTHER_HOST is not set: base_url of backend other");
});

const WRONG = { OLLAMA_URL: "http://user:hunter2@evil.example", OTHER_HOST: "evil.example" };
const PROBLEMS = [
  "OLLAMA_URL (config.yaml:5): the base_url of the backend local has a user name or a password in it. It may lead to: http://127.0.0.1:*, http://*.internal:11434.",
  "OTHER_HOST (config.yaml:7): the base_url of the backend other leads to http://evil.example. It may lead to: http://127.0.0.1:*.",
];

test("it does not start with a URL that the config does not allow", async () => {
  const { code, stderr } = await runArtifact(CONFIG, { env: WRONG });
  expect(code).toBe(1);
  expect(stderr).toBe(PROBLEMS.join("\n"));
});

test("--check-env says so, and what is not set", async () => {
  const wrong = await runArtifact(CONFIG, { env: WRONG, flags: ["--check-env"] });
  expect(wrong.code).toBe(1);
  for (const problem of PROBLEMS) expect(wrong.stdout).toContain(`${problem}\n`);
  const unset = await runArtifact(CONFIG, { env: { OLLAMA_URL: upstream.url }, flags: ["--check-env"] });
  expect(unset).toMatchObject({
    code: 1,
    stdout: "OTHER_HOST is not set: base_url of backend other (config.yaml:7)\n",
  });
});

test("--about lists the variable and where it may lead", async () => {
  const about = JSON.parse((await runArtifact(CONFIG, { flags: ["--about"] })).stdout);
  expect(about.backends[0]).toMatchObject({
    origin: "${OLLAMA_URL}",
    origins: ["http://127.0.0.1:*", "http://*.internal:11434"],
  });
  expect(about.environment[0]).toMatchObject({ name: "OLLAMA_URL", purpose: "the base_url of the backend local" });
});
