import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OUTPUT } from "../support/agent.ts";
import { type Finished, MODULES, runClient } from "../support/run-client.ts";
import { BACKENDS, startTurnout, TURNOUT_KEY, type Turnout, temporaryFolder } from "../support/turnout.ts";

let turnout: Turnout;
beforeAll(async () => {
  turnout = await startTurnout();
});
afterAll(() => turnout.stop());

/** The packages that opencode reaches a provider with: the one for any compatible server, and OpenAI's, for Responses. */
const PACKAGES = ["@ai-sdk/openai-compatible", "@ai-sdk/openai"] as const;

const BINARY = join(MODULES, ".bin/opencode");
const isInstalled = existsSync(BINARY);
// An optional dependency: it brings a binary of its own, which there is not for every platform.
if (!isInstalled) console.warn("opencode could not be installed here: its tests are skipped");

describe.skipIf(!isInstalled).each(PACKAGES)("by %s", (npm) => {
  test.each(BACKENDS)("through the backend %s: a shell tool's round trip", async (backend) => {
    const before = turnout.provider.received.length;
    const { code, stdout, stderr } = await opencode(npm, `${backend}:agent`);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("The tool said:");
    expect(stdout).toContain(OUTPUT);
    const asked = turnout.provider.received.slice(before).map(({ body }) => body.toString());
    // It also asks for a title, beside the conversation.
    expect(asked.filter((body) => body.includes(OUTPUT))).toHaveLength(1);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });
});

function opencode(npm: string, model: string): Promise<Finished> {
  const folder = temporaryFolder();
  const work = join(folder, "work");
  mkdirSync(work);
  const provider = {
    npm,
    name: "Turnout",
    options: { baseURL: turnout.baseUrl, apiKey: TURNOUT_KEY },
    models: { [model]: { name: model, tool_call: true } },
  };
  const config = {
    autoupdate: false,
    share: "disabled",
    model: `turnout/${model}`,
    small_model: `turnout/${model}`,
    permission: { bash: "allow" },
    provider: { turnout: provider },
  };
  writeFileSync(join(work, "opencode.json"), JSON.stringify(config));
  return runClient(BINARY, ["run", "Say where you are"], {
    env: {
      HOME: folder,
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_MODELS_FETCH: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      OPENCODE_DISABLE_DEFAULT_PLUGINS: "1",
    },
    cwd: work,
    limit: 90,
  });
}
