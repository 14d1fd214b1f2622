import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { renderJsonOf } from "../diagnostics/render-json.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import type { Terminal } from "./terminal.ts";

export type DiagnosticFormat = "pretty" | "json" | "github";

export interface DiagnosticTexts {
  /** The texts that can be quoted, by file: the config, and what the command line sets instead. */
  readonly texts: ReadonlyMap<string, string>;
  /** What annotations call a file, if they call it otherwise. */
  readonly paths: ReadonlyMap<string, string>;
}

export interface Report extends DiagnosticTexts {
  readonly diagnostics: readonly Diagnostic[];
}

/** For a finding that is in no text. */
export const NO_TEXTS: DiagnosticTexts = { texts: new Map(), paths: new Map() };

/** For people on stderr, like logs; for programs on stdout, like answers. JSON is `[]` if nothing is wrong. */
export function printDiagnostics(
  terminal: Terminal,
  format: DiagnosticFormat,
  diagnostics: readonly Diagnostic[],
  texts: DiagnosticTexts = NO_TEXTS,
): void {
  printReports(terminal, format, [{ diagnostics, ...texts }]);
}

/** Of several configs: JSON is still one list. */
export function printReports(terminal: Terminal, format: DiagnosticFormat, reports: readonly Report[]): void {
  if (format === "json") terminal.answer(renderJsonOf(reports.map(({ diagnostics }) => diagnostics)));
  for (const { diagnostics, texts, paths } of reports) {
    if (format === "github") terminal.answer(renderGithub(diagnostics, paths));
    if (format === "pretty") terminal.report(renderPretty(diagnostics, texts, { color: terminal.colour.report }));
  }
}
