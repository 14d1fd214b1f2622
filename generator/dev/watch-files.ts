import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

/**
 * Editors write a file in several steps, or write another file and rename it. Events within this time are one change.
 */
const QUIET_MS = 60;

export interface FileWatcher {
  /** Watches these files from now on. Files in a folder that cannot be watched are left out. */
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
          // The folder does not exist. The build reports the config that names it, and a change of the config is
          // noticed.
        }
      }
    },
    close() {
      clearTimeout(timer);
      only(new Set());
    },
  };
}
