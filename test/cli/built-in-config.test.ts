import { join } from "node:path";
import { expect, it } from "vitest";
import { builtInConfig } from "../../generator/commands/built-in-config.ts";

const none = () => false;

it("uses the mock if there is neither a key nor a login", () => {
  expect(builtInConfig({ HOME: "/home/me" }, none).text).toBe(
    "backends:\n  mock: { type: mock }\ndefault_backend: mock\n",
  );
});

it.each([
  ["the home folder", { HOME: "/home/me" }, join("/home/me", ".codex", "auth.json"), "~/.codex/auth.json"],
  ["CODEX_HOME", { HOME: "/home/me", CODEX_HOME: "/codex" }, join("/codex", "auth.json"), "$CODEX_HOME/auth.json"],
])("takes the login of the Codex CLI from %s", (_, env, file, shown) => {
  const { text, note } = builtInConfig(env, (path) => path === file);
  expect(text).toBe("backends:\n  openai-codex: { type: openai-codex }\ndefault_backend: openai-codex\n");
  expect(note).toContain(`openai-codex (${shown})`);
});

it("puts keys before the login", () => {
  const { text } = builtInConfig({ GROQ_API_KEY: "g" }, () => true);
  expect(text).toBe(
    "backends:\n  groq: { type: groq }\n  openai-codex: { type: openai-codex }\ndefault_backend: groq\n",
  );
});
