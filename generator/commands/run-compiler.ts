import { dirname, resolve } from "node:path";
import { type Overrides, overrideTexts } from "../1-load/overrides.ts";
import type { CompileResult } from "../compile.ts";
import { type ReadBeside, readerIn } from "../files/read-beside.ts";
import { type DiagnosticFormat, printDiagnostics } from "../terminal/print-diagnostics.ts";
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
}

/** Compiles with progress on a terminal, and prints the diagnostics. `ok` is false if one of them is an error. */
export async function runCompiler(
  { terminal, cwd }: Context,
  source: ConfigSource,
  { format, ...options }: CompilerOptions,
): Promise<CompileResult & { readonly ok: boolean }> {
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
  printDiagnostics(terminal, format, result.diagnostics, texts);
  return { ...result, ok: !result.diagnostics.some(({ severity }) => severity === "error") };
}
