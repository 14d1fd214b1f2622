/** Evaluates a test file and everything it loads anew, with one mutant in force, and runs some of its tests. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { withFewInputs } from "./few-inputs.ts";
import { createTestApi, groupsOf, type TestApi } from "./test-api.ts";

export interface FileRun {
  readonly root: string;
  /** Of the scripts. */
  readonly folder: string;
  readonly test: string;
  /** The mutants' question: is it the one in force? */
  readonly isMutant: (number: number) => boolean;
  /** Called once for each turn of a loop. */
  readonly step: () => void;
  /** Which of its tests run; null for all. */
  readonly chosen: ReadonlySet<number> | null;
  readonly onTest: (index: number, state: "starts" | "passed" | "failed", error?: unknown) => void;
}

type Module = { exports: Record<string, unknown> };
type Wrapped = (
  exports: object,
  require: (path: string) => unknown,
  module: Module,
  mutant: (number: number) => boolean,
  step: () => void,
  meta: object,
) => void;

const scripts = new Map<string, Wrapped>();

/** Fails with what failed first; `within` bounds each step of it. */
export async function runFile(run: FileRun, within: (step: () => unknown) => Promise<void>): Promise<void> {
  const api = createTestApi();
  evaluate(run, api);
  const opened = new Set<object>();
  try {
    for (const [index, { body, group }] of api.cases.entries()) {
      if (run.chosen !== null && !run.chosen.has(index)) continue;
      const groups = groupsOf(group);
      run.onTest(index, "starts");
      try {
        for (const each of groups) {
          if (opened.has(each)) continue;
          opened.add(each);
          for (const step of each.beforeAll) await within(step);
        }
        await runOne(api, groups, body, within);
        run.onTest(index, "passed");
      } catch (error) {
        run.onTest(index, "failed", error);
      }
    }
  } finally {
    for (const each of opened) {
      for (const step of (each as typeof api.root).afterAll) await within(step).catch(() => {});
    }
  }
}

async function runOne(
  api: TestApi,
  groups: ReturnType<typeof groupsOf>,
  body: () => unknown,
  within: (step: () => unknown) => Promise<void>,
): Promise<void> {
  try {
    for (const each of groups) for (const step of each.beforeEach) await within(step);
    await within(body);
  } finally {
    for (const each of groups.toReversed()) for (const step of each.afterEach) await within(step);
    for (const step of api.finished.splice(0).reverse()) await within(step);
  }
}

function evaluate({ root, folder, test, isMutant, step }: FileRun, api: TestApi): void {
  const loaded = new Map<string, Module>();
  const outside = createRequire(join(root, "package.json"));
  const load = (file: string): unknown => {
    const before = loaded.get(file);
    if (before !== undefined) return before.exports;
    const module: Module = { exports: {} };
    loaded.set(file, module);
    const meta = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
    wrapped(join(folder, relative(root, file)))(module.exports, requireFrom(file), module, isMutant, step, meta);
    return module.exports;
  };
  const requireFrom = (file: string) => (path: string) => {
    if (path === "vitest") return api.module;
    if (path === "fast-check") return withFewInputs;
    if (path === "turnout/contract") return load(join(root, "runtime/contract/exports.ts"));
    if (path.startsWith(".") && path.endsWith(".ts")) return load(join(dirname(file), path));
    return outside(path.startsWith(".") ? join(dirname(file), path) : path);
  };
  load(join(root, test));
}

function wrapped(path: string): Wrapped {
  const known = scripts.get(path);
  if (known !== undefined) return known;
  const text = `(function (exports, require, module, __mutant, __step, __meta) {${readFileSync(path, "utf8")}\n})`;
  const made = new Script(text, { filename: path }).runInThisContext() as Wrapped;
  scripts.set(path, made);
  return made;
}
