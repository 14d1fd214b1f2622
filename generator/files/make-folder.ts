import { mkdirSync, statSync } from "node:fs";
import { dirname, parse } from "node:path";

/**
 * Makes a folder and those above it, one by one: Node's own `recursive` never returns below /proc, where what is missing
 * cannot be made. Throws the error of the system.
 * @param folder an absolute path
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; !isFolder(at); at = dirname(at)) {
    if (at === parse(at).root) break;
    missing.unshift(at);
  }
  for (const path of missing) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!isFolder(path)) throw error;
    }
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
