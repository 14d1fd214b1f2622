import { dirname, resolve } from "node:path";
import { type Overrides, overrideTexts } from "../1-load/overrides.ts";
import type { CompileResult } from "../compile.ts";
import { type ReadBeside, readerIn } from "../files/read-beside.ts";
import { type DiagnosticFormat, printReports, type Report } from "../terminal/print-diagnostics.ts";
import { annotationFile } from "./annotation-file.ts";
import type { Context } from "./context.ts";
import type { ConfigSource } from "./read-config.ts";

export interface CompilerOptions {
  readonly format: DiagnosticFormat;
  readonly overrides: Overrides;
  /** For files that the config names. Default: from the folder of the config. */
  readonly readBeside?: ReadBeside;
  /** Whether server.mjs and manifest.json are made too. */
  readonly bundle: boolean;
  readonly minify?: boolean;
  /** Whether server.mjs can capture traffic even where the config names no file for it. */
  readonly capture?: boolean;
  /** Whether it can run in several processes even where the config does not say so. */
  readonly workers?: boolean;
}

export interface Compiled extends CompileResult {
  readonly ok: boolean;
  readonly report: Report;
}

/** Compiles with progress on a terminal, and prints the diagnostics. `ok` is false if one of them is an error. */
export async function runCompiler(
  context: Context,
  source: ConfigSource,
  { format, ...options }: CompilerOptions,
): Promise<Compiled> {
  const compiled = await compileSource(context, source, options);
  printReports(context.terminal, format, [compiled.report]);
  return compiled;
}

/** Compiles with progress on a terminal, and leaves the printing to the caller. */
export async function compileSource(
  context: Context,
  source: ConfigSource,
  options: Omit<CompilerOptions, "format">,
): Promise<Compiled> {
  const { terminal, cwd } = context;
  // ts-morph and the bundler take long to load, and `turnout --help` does not need them.
  const { compile } = await import("../compile.ts");
  const result = await compile({
    file: source.file,
    text: source.text,
    readBeside: readerIn(dirname(resolve(cwd, source.file))),
    ...options,
    onPhase: (phase) => terminal.progress.show(`${source.file}: ${phase}`),
  });
  terminal.progress.clear();
  const texts = new Map([[source.file, source.text], ...overrideTexts(options.overrides)]);
  const paths = new Map([[source.file, annotationFile(context, source.file)]]);
  const { diagnostics } = result;
  const ok = !diagnostics.some(({ severity }) => severity === "error");
  return { ...result, ok, report: { diagnostics, texts, paths } };
}
