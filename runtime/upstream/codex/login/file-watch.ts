import type { Clock } from "../../../clock.ts";
import type { LoginFiles } from "./login-files.ts";

export interface FileWatchOptions {
  readonly path: string;
  readonly files: LoginFiles;
  readonly clock: Clock;
}

/** Milliseconds between two checks of a file without notifications: some folders cannot be watched. */
const LOOK_EVERY = 1000;

/** Notices that a login file may have changed: something happened in its folder, or a second has passed. */
export class FileWatch {
  readonly #options: FileWatchOptions;
  #watcher: { close(): void } | null = null;
  #changed = false;
  #lookedAt = 0;

  constructor(options: FileWatchOptions) {
    this.#options = options;
    this.start();
  }

  /** Whether the file should be read again. */
  get due(): boolean {
    return this.#changed || this.#options.clock.now() - this.#lookedAt >= LOOK_EVERY;
  }

  /** The file is being checked now. */
  looked(): void {
    this.#changed = false;
    this.#lookedAt = this.#options.clock.now();
  }

  /** Watches the folder, unless it is already watched; call it again once the file, and thus the folder, exists. */
  start(): void {
    if (this.#watcher !== null) return;
    const { path, files } = this.#options;
    try {
      this.#watcher = files.watch(path, () => {
        this.#changed = true;
      });
    } catch {
      // The folder does not exist, or the system has no watchers left: the checks at intervals must do.
    }
  }

  /** Once closed, it cannot be started again. */
  close(): void {
    this.#watcher?.close();
  }
}
