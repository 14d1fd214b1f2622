import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import type { Terminal } from "./terminal.ts";

export type DiagnosticFormat = "pretty" | "json" | "github";

/** For people on stderr, where logs go; for programs on stdout, where answers go: JSON says `[]` where nothing is wrong. */
export function printDiagnostics(
  terminal: Terminal,
  format: DiagnosticFormat,
  diagnostics: readonly Diagnostic[],
  source: { readonly file: string; readonly text: string } | null,
): void {
  if (format === "json") terminal.answer(renderJson(diagnostics));
  else if (format === "github") terminal.answer(renderGithub(diagnostics));
  else {
    const texts = new Map(source === null ? [] : [[source.file, source.text]]);
    terminal.report(renderPretty(diagnostics, texts, { color: terminal.colour.report }));
  }
}
