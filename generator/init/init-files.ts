import { lstatSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";
import { STARTER_CONFIG } from "./starter-config.ts";
import { STARTER_ENV } from "./starter-env.ts";
import { STARTER_WORKFLOW } from "./starter-workflow.ts";

const FILES: readonly (readonly [path: string, text: string])[] = [
  ["config.yaml", STARTER_CONFIG],
  [".github/workflows/turnout.yml", STARTER_WORKFLOW],
  [".env", STARTER_ENV],
  [".gitignore", "node_modules/\ndist/\n.env\n"],
];

/** Writes the starter files into `folder`, and leaves those alone that are there. */
export async function initFiles(folder: string): Promise<{ readonly written: string[]; readonly kept: string[] }> {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of FILES) {
    try {
      makeFolder(dirname(join(folder, path)));
      // `wx` and not a look first: nothing that appears in between is overwritten either.
      await writeFile(join(folder, path), text, { flag: "wx" });
      written.push(path);
    } catch (error) {
      const there = error instanceof Error && "code" in error && error.code === "EEXIST" && isThere(join(folder, path));
      if (!there) throw new Failure(`${join(folder, path)} cannot be written: ${systemProblem(error)}.`);
      kept.push(path);
    }
  }
  return { written, kept };
}

/** A link that leads nowhere is there, too; nothing is below a file. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
