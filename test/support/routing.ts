/** One config with many backends, in front of one upstream that tells them apart by their paths. */
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type RunningArtifact, runArtifact, startArtifact } from "./artifact.ts";
import { type Answered, post } from "./client.ts";
import { says } from "./completions.ts";
import { type ScriptedUpstream, startUpstream } from "./upstream.ts";

export let upstream: ScriptedUpstream;
const running: RunningArtifact[] = [];

const env = { OPENAI_API_KEY: "sk-openai", ROUTER_KEY: "sk-router", TWIN_1: "sk-one", TWIN_2: "sk-two" };
const config = (url: string, routing: string) => `
backends:
  openai:
    type: openai
    base_url: ${url}/openai/v1
    organization: org-test
    project: proj-test
    headers: { X-Team: search }
    models: [gpt-4o, gpt-4o-mini, both]
  router:
    type: openai-compatible
    base_url: ${url}/router/v1
    api_key: \${ROUTER_KEY}
    models: [both, "vendor/listed"]
  twin:
    type: openai-compatible
    base_url: ${url}/twin/v1
    api_keys: ["\${TWIN_1}", "\${TWIN_2}"]
  azure:
    type: azure-openai
    base_url: ${url}/azure/openai/v1
    api_key: \${ROUTER_KEY}
failure_handling: { retries: 0 }
${routing}
`;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
});

afterAll(async () => {
  for (const artifact of running) await artifact.stop();
  await upstream.close();
});

beforeEach(() => upstream.reset());

export async function start(routing: string, flags: readonly string[] = []): Promise<RunningArtifact> {
  const artifact = await startArtifact(config(upstream.url, routing), { env, flags });
  running.push(artifact);
  return artifact;
}

export const messages = [{ role: "user", content: "hi" }];

/** Sends a request for `model` and gives back what came of it on both sides. */
export async function ask(artifact: RunningArtifact, model: string, fields: Record<string, unknown> = {}) {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model, messages, ...fields });
  expect(answer.status, answer.text).toBe(200);
  const received = await upstream.next();
  return { answer, received, place: `${received.url.split("/")[1]} ${received.fields.model}` };
}

export async function refused(artifact: RunningArtifact, model: unknown): Promise<Answered> {
  const before = upstream.begun();
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model, messages });
  expect(upstream.begun()).toBe(before);
  return answer;
}

/** What a start with these flags ends with. */
export const run = (routing: string, flags: readonly string[]) =>
  runArtifact(config(upstream.url, routing), { env, flags });
