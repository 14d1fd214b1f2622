import type { Clock } from "../../../clock.ts";
import type { LoginFiles } from "./login-files.ts";

export interface FileWatchOptions {
  readonly path: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
}

/** Milliseconds between two looks at a file of which nothing is heard: a folder may not be watchable. */
const LOOK_EVERY = 1000;

/** Notices that a login file may have changed: something has happened in its folder, or a second has passed. */
export class FileWatch {
  readonly #options: FileWatchOptions;
  #watcher: { close(): void } | null = null;
  #changed = false;
  #lookedAt = 0;

  constructor(options: FileWatchOptions) {
    this.#options = options;
    this.start();
  }

  /** Whether the file should be looked at again. */
  get due(): boolean {
    return this.#changed || this.#options.clock.now() - this.#lookedAt >= LOOK_EVERY;
  }

  /** The file is looked at now. */
  looked(): void {
    this.#changed = false;
    this.#lookedAt = this.#options.clock.now();
  }

  /** Watches the folder, unless it is watched already; to be called again once the file is there, for so is its folder. */
  start(): void {
    if (this.#watcher !== null) return;
    const { path, files } = this.#options;
    try {
      this.#watcher = files.watch(path, () => {
        this.#changed = true;
      });
    } catch {
      // The folder is not there, or the system has no watchers left: the looks must do.
    }
  }

  /** Once closed, it is not started again. */
  close(): void {
    this.#watcher?.close();
  }
}
