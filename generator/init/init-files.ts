import { lstatSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";
import { STARTER_CONFIG } from "./starter-config.ts";
import { STARTER_ENV } from "./starter-env.ts";
import { starterWorkflow } from "./starter-workflow.ts";

/** Writes the starter files for `folder`, and leaves those alone that are there. Gives their paths, from `folder`. */
export async function initFiles(folder: string): Promise<{ readonly written: string[]; readonly kept: string[] }> {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of filesFor(folder)) {
    const target = join(folder, path);
    try {
      makeFolder(dirname(target));
      // `wx` and not a look first: nothing that appears in between is overwritten either.
      await writeFile(target, text, { flag: "wx" });
      written.push(path);
    } catch (error) {
      const there = error instanceof Error && "code" in error && error.code === "EEXIST" && isThere(target);
      if (!there) throw new Failure(`${target} cannot be written: ${systemProblem(error)}.`);
      kept.push(path);
    }
  }
  return { written, kept };
}

function filesFor(folder: string): readonly (readonly [path: string, text: string])[] {
  // GitHub runs only the workflows at the root of a repository.
  const root = repositoryOf(folder) ?? folder;
  const below = relative(root, folder).replaceAll("\\", "/");
  const name = ["turnout", ...below.split("/")].filter((part) => part !== "").join("-");
  return [
    ["config.yaml", STARTER_CONFIG],
    [
      join(relative(folder, root), ".github/workflows", `${name.replace(/[^\w.-]+/g, "-")}.yml`),
      starterWorkflow(below),
    ],
    [".env", STARTER_ENV],
    [".gitignore", "node_modules/\ndist/\n.env\n"],
  ];
}

/** The nearest folder, from this one upwards, that is a Git repository; null if none is. */
function repositoryOf(folder: string): string | null {
  if (isThere(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : repositoryOf(above);
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
