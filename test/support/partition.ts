/** Which test files can share a thread, and which need a process of their own. Read off their imports, so that no list ages. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What leaves something behind in a process, or is not there in a thread. */
const NEEDS_A_PROCESS = [
  /node:child_process|node:net|node:tls|node:cluster/,
  /\bcreateServer\(|\blisten\(|\binject\(/,
  /\bvi\.(?!fn\b)/,
  /process\.(?:chdir|exit|kill)\(|process\.env\.\w+ =[^=]/,
];
/** Hooks of a support file run for the first test file that loads it, and for no other in the same thread. */
const HOOK = /^(?:before|after)(?:All|Each)\(/m;

export interface Partition {
  readonly threads: string[];
  readonly processes: string[];
}

/** All test files below `test/`, relative to `root`. */
export function partition(root: string): Partition {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.includes("node_modules"))
    .map((name) => join("test", name))
    .sort();
  const needs = new Map<string, boolean>();
  const isAlone = (file: string) => [...withImports(root, file)].some((each) => needsProcess(root, file, each, needs));
  return {
    threads: files.filter((file) => !isAlone(file)),
    processes: files.filter(isAlone),
  };
}

function needsProcess(root: string, test: string, file: string, known: Map<string, boolean>): boolean {
  const text = readFileSync(join(root, file), "utf8");
  const found = known.get(file) ?? NEEDS_A_PROCESS.some((pattern) => pattern.test(text));
  known.set(file, found);
  return found || (file !== test && HOOK.test(text));
}

/** The file and all files below `folder` that it imports, however far away, itself included. */
export function withImports(
  root: string,
  file: string,
  folder = "test/",
  seen: Set<string> = new Set(),
): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(root, file), "utf8");
  for (const [, path = ""] of text.matchAll(/(?:from|import)[ (]"(\.{1,2}\/[^"]+\.ts)"/g)) {
    const target = join(dirname(file), path);
    if (target.startsWith(folder) && existsSync(join(root, target))) withImports(root, target, folder, seen);
  }
  return seen;
}
