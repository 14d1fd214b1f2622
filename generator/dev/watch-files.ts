import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

/** Editors write a file in several steps, or write another and rename it: what happens within this time is one change. */
const QUIET_MS = 60;

export interface FileWatcher {
  /** From now on it is these that are watched. One whose folder cannot be is left out. */
  watch(paths: readonly string[]): void;
  close(): void;
}

/**
 * Calls `changed` after something happened near one of the files. The folders are watched and not the files, because a
 * watch on a file ends when an editor replaces it; a mounted config even changes without an event on its own name.
 */
export function watchFiles(changed: () => void): FileWatcher {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  };
  const only = (folders: ReadonlySet<string>) => {
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };
  return {
    watch(paths) {
      const folders = new Set(paths.map((path) => dirname(path)));
      only(folders);
      for (const folder of folders) {
        if (watchers.has(folder)) continue;
        try {
          watchers.set(folder, watch(folder, { persistent: false }, touched));
        } catch {
          // A folder that is not there: the config that names it is reported, and its mending is seen.
        }
      }
    },
    close() {
      clearTimeout(timer);
      only(new Set());
    },
  };
}
