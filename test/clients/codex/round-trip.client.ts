import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person, said } from "../../support/openai-upstream/scenarios.ts";
import { OUTPUT, PATCH_PROMPT, PATCHED } from "../support/agent.ts";
import { startTurnout, type Turnout } from "../support/turnout.ts";
import { asProvider, codexWith } from "./codex.ts";

/**
 * Codex offers its tools by the model's name: functions and a namespace for models that it does not know, a custom tool
 * with a grammar for gpt-5.5, and for gpt-6-sol nothing but custom tools in namespaces, inside an item of the input.
 */
const MODELS = ["some-model", "gpt-5.5", "gpt-6-sol"];

/** A PNG of one pixel. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe.each([
  ["responses", "/v1/responses"],
  ["chat", "/v1/chat/completions"],
  ["compatible", "/compat/v1/chat/completions"],
  ["codex", "/backend-api/codex/responses"],
] as const)("through the backend %s", (backend, path) => {
  let turnout: Turnout;
  beforeAll(async () => {
    turnout = await startTurnout({ backend });
  });
  afterAll(() => turnout.stop());

  test.each(MODELS)("%s: a shell tool's round trip", async (model) => {
    const before = turnout.provider.received.length;
    const codex = codexWith(asProvider(turnout.baseUrl, model));
    const { code, stdout, stderr } = await codex.exec("Say where you are");
    expect(stderr).not.toMatch(/\bERROR\b|Reconnecting/);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("The tool said:");
    expect(stdout).toContain(OUTPUT);
    const asked = turnout.provider.received.slice(before);
    expect(asked.map(({ url }) => url)).toEqual([path, path]);
    expect(asked.map(({ fields }) => fields.model)).toEqual([model, model]);
    expect(asked[0]?.body.toString()).not.toContain(OUTPUT);
    expect(asked[1]?.body.toString()).toContain(OUTPUT);
    expect(JSON.stringify(asked[1]?.headers)).not.toContain("turnout-key");
  });

  test("gpt-5.5: a patch, by a custom tool", async () => {
    const codex = codexWith(asProvider(turnout.baseUrl, "gpt-5.5"));
    const { code, stderr } = await codex.exec(PATCH_PROMPT);
    expect(code, stderr).toBe(0);
    expect(codex.file(PATCHED.file)).toBe(PATCHED.text);
  });

  test("an answer that follows a schema", async () => {
    const codex = codexWith(asProvider(turnout.baseUrl, "structured"));
    const properties = {
      name: { type: "string" },
      born: { type: "integer" },
      tags: { type: "array", items: { type: "string" } },
    };
    const schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
    codex.put("schema.json", JSON.stringify(schema));
    const { code, stdout, stderr } = await codex.exec("Who?", "--output-schema", "schema.json");
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual(person);
  });

  test("an image", async () => {
    const codex = codexWith(asProvider(turnout.baseUrl, "look"));
    codex.put("dot.png", Buffer.from(DOT, "base64"));
    const { code, stdout, stderr } = await codex.exec("What is it?", "--image=dot.png");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("data:image/png;base64,");
  });

  test("reasoning", async () => {
    const { code, stdout, stderr } = await codexWith(asProvider(turnout.baseUrl, "reasoning")).exec("Think");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(said);
    expect(stderr).toContain("**Weighing** it up.");
  });

  test("a conversation is resumed", async () => {
    const before = turnout.provider.received.length;
    const codex = codexWith(asProvider(turnout.baseUrl, "some-model"));
    expect((await codex.exec("Say where you are")).code).toBe(0);
    const { code, stdout, stderr } = await codex.exec("And again", "resume", "--last");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("The tool said:");
    const last = turnout.provider.received.at(-1)?.body.toString() ?? "";
    expect(turnout.provider.received.length).toBe(before + 3);
    expect(last).toContain("And again");
    expect(last).toContain(`The tool said:`);
  });

  test.each(["cut", "error-in-stream", "failed"])(
    "%s: an answer that broke off is not taken as complete",
    async (model) => {
      const codex = codexWith(asProvider(turnout.baseUrl, model));
      const { code, stderr } = await codex.exec("Say hello");
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/stream disconnected before completion|server had an error/i);
    },
  );

  test("an upstream's error is shown", async () => {
    const { code, stderr } = await codexWith(asProvider(turnout.baseUrl, "bad-request")).exec("Say hello");
    expect(code).not.toBe(0);
    expect(stderr).toContain("upstream says 400");
  });
});
