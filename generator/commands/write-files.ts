import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile } from "../files/output-file.ts";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";

/**
 * Writes all files or none: each goes to a temporary name in the same folder first, so that a server that starts in
 * the middle of a build, or a build that is killed, never meets half a file.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  const suffix = `.${randomUUID()}.tmp`;
  const names = files.map(({ path }) => path);
  try {
    await mkdir(folder, { recursive: true });
    await Promise.all(files.map(({ path, text }) => writeFile(join(folder, path + suffix), text)));
    for (const name of names) await rename(join(folder, name + suffix), join(folder, name));
  } catch (error) {
    await Promise.all(names.map((name) => rm(join(folder, name + suffix), { force: true }).catch(() => {})));
    throw new Failure(`Nothing can be written to ${folder}: ${systemProblem(error)}.`);
  }
}
