/** What the README shows must be what a reader gets. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../generator/compile.ts";
import { renderPretty } from "../generator/diagnostics/render-pretty.ts";
import { explain } from "../generator/explain/explain.ts";
import { renderExplanation } from "../generator/terminal/render-explanation.ts";
import { irOf } from "./resolve/compile-config.ts";
import { commandsOf } from "./support/markdown.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const file = "config.yaml";

/** The text of the code block whose opening line is "```" and this. */
function block(info: string): string {
  const start = README.indexOf(`\n\`\`\`${info}\n`);
  if (start === -1) throw new Error(`README.md has no block "${info}"`);
  const from = start + info.length + 5;
  return README.slice(from, README.indexOf("\n```", from) + 1);
}

describe("README.md", () => {
  it("shows the code that its config compiles to", async () => {
    const { files } = await compile({ file, text: block("yaml config.yaml"), bundle: false });
    const routes = files[0]?.text ?? "";
    for (const part of block("ts routes.ts").trim().split("\n\n")) expect(routes).toContain(part);
  });

  it("shows the diagnostics of its wrong config", async () => {
    const text = block("yaml wrong");
    const { diagnostics } = await compile({ file, text });
    expect(renderPretty(diagnostics, new Map([[file, text]]), { color: false })).toBe(block("text diagnostics"));
  });

  it("shows what turnout explain prints", () => {
    expect(commandsOf(README)).toHaveLength(1);
    const ir = irOf(block("yaml config.yaml"));
    for (const { words, output } of commandsOf(README)) {
      expect(output).toBe(renderExplanation(explain(ir, words[3] ?? ""), { colour: false }));
    }
  });

  it("has no broken link", () => {
    const links = [...README.matchAll(/\]\((?!http|#)([^)]+)\)/g)].map(([, path]) => String(path));
    expect(links.length).toBeGreaterThan(3);
    for (const path of links)
      expect(() => readFileSync(new URL(`../${path}`, import.meta.url)), path).not.toThrow(/ENOENT/);
  });
});
