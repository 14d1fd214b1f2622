import { randomUUID } from "node:crypto";
import { copyFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isFolder, makeFolder } from "../files/make-folder.ts";
import type { OutputFile } from "../files/output-file.ts";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";

/**
 * Writes all files or none: each goes to a temporary name in the same folder first, so that a server that starts in
 * the middle of a build, or a build that is killed, never meets half a file. If one cannot be put in its place, those
 * before it are put back.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  const suffix = `.${randomUUID()}`;
  const places = files.map(({ path, text }) => {
    const to = join(folder, path);
    return { to, text, fresh: `${to}${suffix}.tmp`, old: `${to}${suffix}.old.tmp` };
  });
  const done: (typeof places)[number][] = [];
  try {
    makeFolder(folder);
    const taken = places.find(({ to }) => isFolder(to));
    if (taken !== undefined) throw new Failure(`${taken.to} cannot be written: it is a folder.`);
    await Promise.all(places.map(({ fresh, text }) => writeFile(fresh, text)));
    for (const place of places) {
      await copyIfThere(place.to, place.old);
      await rename(place.fresh, place.to);
      done.push(place);
    }
  } catch (error) {
    for (const { to, old } of done) await rename(old, to).catch(() => rm(to, { force: true }));
    throw error instanceof Failure
      ? error
      : new Failure(`Nothing can be written to ${folder}: ${systemProblem(error)}.`);
  } finally {
    const left = places.flatMap(({ fresh, old }) => [fresh, old]);
    await Promise.all(left.map((path) => rm(path, { force: true }).catch(() => {})));
  }
}

/** A copy and not a link: some file systems have none. */
async function copyIfThere(from: string, to: string): Promise<void> {
  if (await stat(from).catch(() => null)) await copyFile(from, to);
}
