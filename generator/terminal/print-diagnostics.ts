import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import type { Terminal } from "./terminal.ts";

export type DiagnosticFormat = "pretty" | "json" | "github";

/**
 * For people on stderr, where logs go; for programs on stdout, where answers go: JSON says `[]` where nothing is wrong.
 * @param texts by file, what may be quoted: the config, and what the command line says in its place
 */
export function printDiagnostics(
  terminal: Terminal,
  format: DiagnosticFormat,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string> = new Map(),
): void {
  if (format === "json") terminal.answer(renderJson(diagnostics));
  else if (format === "github") terminal.answer(renderGithub(diagnostics));
  else {
    terminal.report(renderPretty(diagnostics, texts, { color: terminal.colour.report }));
  }
}
