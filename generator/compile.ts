import { dirname } from "node:path";
import { load } from "./1-load/load.ts";
import { applyOverrides, type Overrides } from "./1-load/overrides.ts";
import { validate } from "./2-validate/validate.ts";
import { lookAhead } from "./3-resolve/look-ahead.ts";
import { resolve } from "./3-resolve/resolve.ts";
import { analyze } from "./4-analyze/analyze.ts";
import { emit } from "./5-emit/emit.ts";
import { typecheck } from "./6-typecheck/typecheck.ts";
import { bundle } from "./7-bundle/bundle.ts";
import { sha256 } from "./7-bundle/manifest.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { OutputFile } from "./files/output-file.ts";
import { type ReadBeside, readerIn } from "./files/read-beside.ts";
import type { Ir } from "./ir.ts";
import type { Phase } from "./phase.ts";

export type PhaseName = "load" | "validate" | "resolve" | "analyze" | "emit" | "typecheck" | "bundle";

export interface CompileInput {
  /** The config's name as diagnostics and emitted code show it. Nothing is read from it. */
  readonly file: string;
  readonly text: string;
  readonly overrides?: Overrides;
  /** For files that the config names (`instructions_file`). Default: from the folder of `file`. */
  readonly readBeside?: ReadBeside;
  /** Whether to make server.mjs, its source map and manifest.json too. Default: true. */
  readonly bundle?: boolean;
  /** Default: true. */
  readonly minify?: boolean;
  /** Whether server.mjs can capture traffic even where the config names no file for it. Default: false. */
  readonly capture?: boolean;
  /** Whether server.mjs can run in several processes even where the config has no `server.workers`. Default: false. */
  readonly workers?: boolean;
  /** Called at the start of each phase. */
  readonly onPhase?: (name: PhaseName) => void;
}

export interface CompileResult {
  /** Empty if there is an error. */
  readonly files: readonly OutputFile[];
  /** Of all phases that ran, in their order. */
  readonly diagnostics: readonly Diagnostic[];
  /** null if the config could not be resolved. */
  readonly ir: Ir | null;
}

/**
 * The pipeline. Each phase reports all that it finds; the next one runs only if there is no error, but the names in a
 * config that breaks the schema are looked up as far as they go, so that one run tells all. Throws for no config
 * whatsoever: what is wrong with one is a diagnostic.
 */
export async function compile(input: CompileInput): Promise<CompileResult> {
  const { file, text, overrides = {}, minify = true, capture = false, workers = false, onPhase = () => {} } = input;
  const readBeside = input.readBeside ?? readerIn(dirname(file));
  const diagnostics: Diagnostic[] = [];
  const run = <T>(name: PhaseName, work: () => Phase<T>): T | null => {
    onPhase(name);
    const { value, diagnostics: found } = work();
    diagnostics.push(...found);
    return value;
  };
  const stop = (ir: Ir | null): CompileResult => ({ files: [], diagnostics, ir });

  const loaded = run("load", () => load({ file, text }));
  if (loaded === null) return stop(null);
  const document = applyOverrides(loaded, overrides);

  const valid = run("validate", () => validate(document));
  if (valid === null) {
    diagnostics.push(...lookAhead(document, diagnostics, readBeside));
    return stop(null);
  }

  const ir = run("resolve", () => resolve(valid, readBeside));
  if (ir === null) return stop(null);

  onPhase("analyze");
  const findings = analyze(ir);
  diagnostics.push(...findings);
  if (findings.some(({ severity }) => severity === "error")) return stop(ir);

  onPhase("emit");
  const emitted = emit(ir);

  const routes = run("typecheck", () => typecheck(file, emitted));
  if (routes === null) return stop(ir);

  const files: OutputFile[] = [{ path: "routes.ts", text: routes }];
  if (input.bundle ?? true) {
    onPhase("bundle");
    const also = { capture, workers };
    files.push(...(await bundle({ ir, routes, configHash: configHash(text, overrides), minify, also })));
  }
  return { files, diagnostics, ir };
}

/** The hash of the text and its overrides; without overrides it is what `sha256sum` prints for the file. */
function configHash(text: string, overrides: Overrides): string {
  return sha256(Object.keys(overrides).length === 0 ? text : `${text}\n${JSON.stringify(overrides)}`);
}
