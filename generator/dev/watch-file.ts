import { watch } from "node:fs";
import { dirname } from "node:path";

/** Editors write a file in several steps, or write another and rename it: what happens within this time is one change. */
const QUIET_MS = 60;

/**
 * Calls `changed` after something happened near the file. The folder is watched and not the file, because a watch on a
 * file ends when an editor replaces it; a mounted config even changes without an event on its own name.
 */
export function watchFile(path: string, changed: () => void): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(dirname(path), { persistent: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  });
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
