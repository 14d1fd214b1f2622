import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import type { Terminal } from "./terminal.ts";

export type DiagnosticFormat = "pretty" | "json" | "github";

/**
 * For people on stderr, like logs; for programs on stdout, like answers. JSON is `[]` if nothing is wrong.
 * @param texts the texts that can be quoted, by file: the config, and what the command line sets instead
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
