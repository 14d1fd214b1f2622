/** The product, built and running, in front of the provider that speaks both protocols. */
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";
import { type OpenAiUpstream, startOpenAi } from "../../support/openai-upstream/start.ts";
import { clientOf } from "./clients.ts";
import type { Pairing, Scene } from "./pairing.ts";
import type { Question } from "./question.ts";

const config = (url: string): string => `
backends:
  openai: { type: openai, protocols: [chat], base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}" }
  answers: { type: openai-responses, base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}" }
  compat: { type: openai-compatible, base_url: "${url}/compat/v1", api_key: "\${UPSTREAM_KEY}" }
  hasty_openai: { type: openai, protocols: [chat], base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}", stream_idle_timeout: 1 }
  hasty_answers: { type: openai-responses, base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}", stream_idle_timeout: 1 }
  hasty_compat: { type: openai-compatible, base_url: "${url}/compat/v1", api_key: "\${UPSTREAM_KEY}", stream_idle_timeout: 1 }
  held_openai: { type: openai, protocols: [chat], base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}", stream_recovery: hold }
  held_answers: { type: openai-responses, base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}", stream_recovery: hold }
  held_compat: { type: openai-compatible, base_url: "${url}/compat/v1", api_key: "\${UPSTREAM_KEY}", stream_recovery: hold }
  mock: { type: mock }
default_backend: openai
model_aliases: [{ pattern: "^race$", replacement: "openai:m!answers:m" }]
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`;

/** Runs all around the tests of a file; scenes may be used inside tests. */
export function stage(): (pairing: Pairing) => Scene {
  const live: { provider?: OpenAiUpstream; artifact?: RunningArtifact } = {};
  beforeAll(async () => {
    live.provider = await startOpenAi();
    live.artifact = await startArtifact(config(live.provider.url), { env: { UPSTREAM_KEY: "sk-upstream" } });
  });
  afterAll(async () => {
    await live.artifact?.stop();
    await live.provider?.close();
  });
  beforeEach(() => live.provider?.reset());
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("used outside a test, or by a protocol without a client");
    return value;
  };
  return (pairing) => {
    const { backend, client, streamed } = pairing;
    const url = () => `${backend === null ? ready(live.provider).url : ready(live.artifact).url}/v1`;
    const sdk = () => new OpenAI({ apiKey: "sk-client", baseURL: url(), maxRetries: 0 });
    const named = (model: string) => (backend === null ? model : `${backend}:${model}`);
    // What an upstream says in the client's own protocol passes as it came.
    const loose = client === pairing.upstream && backend === "compat";
    const ask = (question: Question, asStream: boolean) => {
      const put = { ...question, model: `${question.holding ? "held_" : ""}${named(question.model)}` };
      return clientOf({ client }).ask(sdk(), put, asStream, loose);
    };
    return {
      ...pairing,
      get provider() {
        return ready(live.provider);
      },
      get sdk() {
        return sdk();
      },
      get url() {
        return url();
      },
      named,
      ask: (question) => ask(question, streamed),
      askWhole: (question) => ask(question, false),
      sent() {
        const { received } = ready(live.provider);
        const last = received.at(-1);
        if (last === undefined) throw new Error("nothing was sent");
        return last.fields;
      },
    };
  };
}
