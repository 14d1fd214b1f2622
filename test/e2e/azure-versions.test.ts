import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
  artifact = await startArtifact(
    `
backends:
  azure: { type: azure-openai, base_url: "${upstream.url}", api_version: 2024-10-21 }
  newer: { type: azure-openai, base_url: "${upstream.url}/team/openai", api_version: 2025-04-01-preview }
  open: { type: azure-openai, base_url: "\${AZURE}", origins: ["http://127.0.0.1:*"], api_version: 2024-02-01 }
  plain: { type: azure-openai, base_url: "${upstream.url}/openai/v1" }
model_aliases: [{ pattern: "^gpt-4o$", replacement: "azure:my-deployment" }]
default_backend: azure
passthrough: true
failure_handling: { retries: 0 }
`,
    { env: { AZURE_OPENAI_API_KEY: "azure-key-0123456789", AZURE: upstream.url } },
  );
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});
beforeEach(() => upstream.reset());

const messages = [{ role: "user", content: "hi" }];

test.each([
  ["/chat/completions", "gpt-4o", "/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21"],
  ["/chat/completions?api-version=1", "d", "/openai/deployments/d/chat/completions?api-version=2024-10-21"],
  ["/embeddings", "azure:embed", "/openai/deployments/embed/embeddings?api-version=2024-10-21"],
  ["/audio/speech", "azure:tts", "/openai/deployments/tts/audio/speech?api-version=2024-10-21"],
  ["/fine_tuning/jobs", null, "/openai/fine_tuning/jobs?api-version=2024-10-21"],
  ["/chat/completions", "newer:d", "/team/openai/deployments/d/chat/completions?api-version=2025-04-01-preview"],
  ["/responses", "newer:d", "/team/openai/responses?api-version=2025-04-01-preview"],
  ["/responses", "azure:d", "/openai/deployments/d/chat/completions?api-version=2024-10-21"],
  ["/chat/completions", "open:d", "/openai/deployments/d/chat/completions?api-version=2024-02-01"],
  ["/chat/completions", "plain:d", "/openai/v1/chat/completions"],
])("%s for %s", async (path, model, expected) => {
  const asked = post(`${artifact.url}/v1${path}`, { ...(model !== null && { model }), messages, input: "hi" });
  const received = await upstream.next();
  expect(received.url).toBe(expected);
  expect(received.headers["api-key"]).toBe("azure-key-0123456789");
  await asked;
});

test("old versions get the limit of tokens under its old name", async () => {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model: "open:d", messages, max_tokens: 5 });
  expect(answer.status, answer.text).toBe(200);
  expect((await upstream.next()).fields).toMatchObject({ max_tokens: 5 });
});
