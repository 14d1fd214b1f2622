/** The files that the tests of a room load, as scripts that can be evaluated once more for every mutant. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ts } from "ts-morph";
import { partition, withImports } from "../support/partition.ts";
import { type Mutant, mutate } from "./mutate.ts";
import type { Room } from "./rooms.ts";

export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** Runs a built server or another process, or needs what only vitest has. */
const ELSEWHERE = /startArtifact|gateway\.ts|buildServer|startCli|runCli|routing\.ts|start-pair|\bvi\.|\binject\(/;

export function sourcesOf(root: string, { sources }: Room): readonly SourceFile[] {
  let first = 1;
  return sources
    .flatMap((source) => filesBelow(root, source))
    .map((file) => {
      const mutated = mutate(readFileSync(join(root, file), "utf8"), first);
      first += mutated.mutants.length;
      return { file, ...mutated };
    });
}

export function testsOf(root: string, { tests }: Room): readonly string[] {
  const { threads, processes } = partition(root);
  return [...threads, ...processes]
    .filter((file) => tests.some((path) => file === path || file.startsWith(`${path}/`)))
    .filter(
      (file) => ![...withImports(root, file)].some((each) => ELSEWHERE.test(readFileSync(join(root, each), "utf8"))),
    );
}

/** Into `folder`: each file that the tests load, under its own path. */
export function writeScripts(
  root: string,
  folder: string,
  tests: readonly string[],
  sources: readonly SourceFile[],
): void {
  const instrumented = new Map(sources.map(({ file, text }) => [file, text]));
  const files = new Set(["runtime/contract/exports.ts", ...instrumented.keys()]);
  for (const test of tests) withImports(root, test, "", files);
  for (const file of instrumented.keys()) {
    files.delete(file);
    withImports(root, file, "", files);
  }
  for (const file of files) {
    const text = instrumented.get(file) ?? readFileSync(join(root, file), "utf8");
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    const before = `${target}.from`;
    if (existsSync(before) && readFileSync(before, "utf8") === text) continue;
    writeFileSync(target, scriptOf(text));
    writeFileSync(before, text);
  }
}

function scriptOf(text: string): string {
  return ts.transpileModule(text.replace(/\bimport\.meta\b/g, "__meta"), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      removeComments: true,
    },
  }).outputText;
}

function filesBelow(root: string, path: string): readonly string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).map((name) => join(path, name));
}
