/** What the README shows must be what a reader gets. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../generator/compile.ts";
import { loadRoutes } from "../generator/dev/load-routes.ts";
import { renderPretty } from "../generator/diagnostics/render-pretty.ts";
import { explain } from "../generator/explain/explain.ts";
import { renderExplanation } from "../generator/terminal/render-explanation.ts";
import { parseSelector } from "../runtime/selector/parse.ts";
import { helpText } from "../runtime/server/flags/help.ts";
import { irOf } from "./resolve/compile-config.ts";
import { commandsOf, rowsOf } from "./support/markdown.ts";

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

  it("shows a valid config", async () => {
    const [whole] = README.slice(README.indexOf("## Configuration")).match(/(?<=```yaml\n)[\s\S]*?(?=```)/) ?? [];
    const { diagnostics } = await compile({ file, text: whole ?? "", bundle: false });
    expect(diagnostics).toEqual([]);
  });

  it("shows a config and a Codex CLI config that match", async () => {
    const { diagnostics } = await compile({ file, text: block("yaml any-client"), bundle: false });
    expect(diagnostics).toEqual([]);
    const explained = explain(irOf(block("yaml any-client")), /model = "(\w+)"/.exec(block("toml"))?.[1] ?? "");
    expect(explained).toMatchObject({ ok: true, attempts: [{ target: expect.stringMatching(/^vllm:Qwen/) }] });
    for (const page of ["docs/codex-cli.md", "examples/any-client/README.md"]) {
      expect(readFileSync(new URL(`../${page}`, import.meta.url), "utf8"), page).toContain(block("toml"));
    }
  });

  it("shows model strings that can be read, and what turnout explain prints", () => {
    const strings = rowsOf(README.replaceAll("\\|", "\u2502"), "written").flatMap(([cell = ""]) => cell.split(", "));
    expect(strings.length).toBeGreaterThan(6);
    for (const text of strings) expect(parseSelector(text.replaceAll("\u2502", "|")), text).toMatchObject({ ok: true });
    const ir = irOf(block("yaml config.yaml"));
    for (const { words, output } of commandsOf(README)) {
      expect(output).toBe(renderExplanation(explain(ir, words[3] ?? ""), { colour: false }));
    }
  });

  it("shows the server's own help", async () => {
    const { files } = await compile({ file, text: block("yaml config.yaml"), bundle: false });
    expect(block("text help")).toBe(helpText(await loadRoutes(files[0]?.text ?? "")));
  });

  it("has no broken link", () => {
    const links = [...README.matchAll(/\]\((?!http|#)([^)]+)\)/g)].map(([, path]) => String(path));
    expect(links.length).toBeGreaterThan(3);
    for (const path of links)
      expect(() => readFileSync(new URL(`../${path}`, import.meta.url)), path).not.toThrow(/ENOENT/);
  });
});
