/** What Codex does besides asking: it tries a WebSocket first, asks for models, and compresses what it sends. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OUTPUT } from "../support/agent.ts";
import { clientToken, logIn } from "../support/login.ts";
import { startTurnout, type Turnout } from "../support/turnout.ts";
import { asProvider, codexWith } from "./codex.ts";

describe.each(["responses", "compatible"] as const)("through the backend %s", (backend) => {
  let turnout: Turnout;
  beforeAll(async () => {
    turnout = await startTurnout({ backend, key: null });
  });
  afterAll(() => turnout.stop());

  test("its WebSocket is rejected so that it switches to HTTP at once", async () => {
    const { code, stdout, stderr } = await codexWith(
      asProvider(turnout.baseUrl, "some-model", "supports_websockets = true"),
    ).exec("Say where you are");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(OUTPUT);
    // Its message when it retries, which takes seconds.
    expect(stderr).not.toContain("Reconnecting");
  });

  test("with a ChatGPT login it compresses; its login is not passed on", async () => {
    const before = turnout.provider.received.length;
    const codex = codexWith(
      `model = "gpt-5.5"\nopenai_base_url = "${turnout.baseUrl}"\nchatgpt_base_url = "${turnout.artifact.url}/backend-api/"\n`,
    );
    logIn(codex.home, clientToken);
    const { code, stdout, stderr } = await codex.exec("Say where you are");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(OUTPUT);
    expect(stderr).not.toMatch(/Reconnecting|decode models response/);
    const asked = turnout.provider.received.slice(before);
    expect(asked).toHaveLength(2);
    for (const { headers, body } of asked) {
      expect(JSON.stringify(headers)).not.toContain(clientToken);
      expect(headers["content-encoding"]).toBeUndefined();
      expect(body.toString()).toContain("Say where you are");
    }
  });
});
