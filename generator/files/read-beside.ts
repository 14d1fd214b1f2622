import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { systemProblem } from "./system-problem.ts";

/** Reads a text that a config names, by its path as written there. `problem` goes on "cannot be used: …". */
export type ReadBeside = (
  path: string,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** The text becomes part of the artifact and of every request, so a larger file is probably a mistake. */
const MOST_BYTES = 1024 * 1024;

/** Reads files by paths relative to a folder, or by absolute paths. */
export function readerIn(folder: string): ReadBeside {
  return (path) => {
    try {
      const file = resolve(folder, path);
      const stat = statSync(file);
      // Reading a pipe could block forever, and some devices have no end.
      if (!stat.isFile() && !stat.isDirectory()) return { ok: false, problem: "it is no plain file" };
      const bytes = readFileSync(file);
      if (bytes.byteLength > MOST_BYTES) return { ok: false, problem: "it has more than 1 MiB" };
      // The decoder removes a byte order mark.
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return text.includes("\0") ? { ok: false, problem: "it is not a text" } : { ok: true, text };
    } catch (error) {
      if (error instanceof TypeError) return { ok: false, problem: "it is not UTF-8 text" };
      return { ok: false, problem: systemProblem(error) };
    }
  };
}
