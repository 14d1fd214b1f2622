/** The artifact that the clients talk to, with a backend of each kind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";
import type { ScriptedUpstream } from "../../support/upstream.ts";
import { accessToken, logIn } from "./login.ts";
import { startProvider, UPSTREAM_KEY } from "./provider.ts";

export const TURNOUT_KEY = "sk-turnout-key";

/** The backends by what they speak: chat completions, only what is compatible with them, Responses, ChatGPT's Responses. */
export const BACKENDS = ["chat", "compatible", "responses", "codex"] as const;
export type Backend = (typeof BACKENDS)[number];

export interface Turnout {
  readonly artifact: RunningArtifact;
  readonly provider: ScriptedUpstream;
  /** Where the API starts. */
  readonly baseUrl: string;
  stop(): Promise<void>;
}

export interface TurnoutOptions {
  /** Where models without a backend's name go. */
  readonly backend?: Backend;
  /** null: anyone may use it. */
  readonly key?: string | null;
}

export async function startTurnout({ backend = "chat", key = TURNOUT_KEY }: TurnoutOptions = {}): Promise<Turnout> {
  const provider = await startProvider();
  const codexHome = temporaryFolder();
  logIn(codexHome, accessToken);
  const artifact = await startArtifact(config(provider.url), {
    env: { UPSTREAM_KEY, CODEX_HOME: codexHome, ...(key !== null && { TURNOUT_API_KEY: key }) },
    flags: ["--default-backend", backend],
  });
  return {
    artifact,
    provider,
    baseUrl: `${artifact.url}/v1`,
    async stop() {
      await artifact.stop();
      await provider.close();
    },
  };
}

const config = (url: string): string => `
backends:
  chat: { type: openai, protocols: [chat], base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}", models: [text] }
  compatible: { type: openai-compatible, base_url: "${url}/compat/v1", api_key: "\${UPSTREAM_KEY}" }
  responses: { type: openai-responses, base_url: "${url}/v1", api_key: "\${UPSTREAM_KEY}" }
  codex: { type: openai-codex, base_url: "${url}/backend-api/codex" }
default_backend: chat
failure_handling: { retries: 0 }
`;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Gone when the tests of the file end. */
export function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "turnout-client-"));
  folders.push(made);
  return made;
}
