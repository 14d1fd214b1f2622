import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";
import { STARTER_CONFIG } from "./starter-config.ts";
import { STARTER_WORKFLOW } from "./starter-workflow.ts";

const FILES: readonly (readonly [path: string, text: string])[] = [
  ["config.yaml", STARTER_CONFIG],
  [".github/workflows/turnout.yml", STARTER_WORKFLOW],
  [".gitignore", "node_modules/\ndist/\n.env\n"],
];

/** Writes the starter files into `folder`, and leaves those alone that are there. */
export async function initFiles(folder: string): Promise<{ readonly written: string[]; readonly kept: string[] }> {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of FILES) {
    try {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      // `wx` and not a look first: nothing that appears in between is overwritten either.
      await writeFile(join(folder, path), text, { flag: "wx" });
      written.push(path);
    } catch (error) {
      const there = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!there) throw new Failure(`${join(folder, path)} cannot be written: ${systemProblem(error)}.`);
      kept.push(path);
    }
  }
  return { written, kept };
}
