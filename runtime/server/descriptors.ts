import type { Logger } from "../log/logger.ts";

/**
 * Whether the process has a file descriptor left. Without one, Node closes new connections of clients without a word, since it
 * keeps one in reserve only for that; so the server has to try for itself.
 */
export interface DescriptorWatch {
  /** Whether the last look found none. */
  readonly lacking: boolean;
  stop(): void;
}

export interface DescriptorWatchOptions {
  readonly log: Logger;
  /** Whether one can be opened. */
  readonly isLeft: () => boolean;
  /** Calls a function again and again, in an interval of milliseconds; returns what ends it. */
  readonly every: (ms: number, look: () => void) => () => void;
}

const INTERVAL_MS = 1000;
/** How often in a row there has to be one again: a server at its limit has one now and then. */
const STEADY = 10;
const NONE_LEFT =
  "No file descriptor is left: new connections of clients are closed, and none to upstreams can be made. " +
  "Raise the limit (ulimit -n, LimitNOFILE in a systemd unit).";

/** Logs once that none is left, and once that there are some again. */
export function watchDescriptors({ log, isLeft, every }: DescriptorWatchOptions): DescriptorWatch {
  let lacking = false;
  let told = false;
  let good = 0;
  const stop = every(INTERVAL_MS, () => {
    lacking = !isLeft();
    if (lacking) {
      good = 0;
      if (!told) log.error("no_descriptors", { message: NONE_LEFT });
      told = true;
    } else if (told && ++good === STEADY) {
      told = false;
      log.info("descriptors_again", { message: "There are file descriptors again." });
    }
  });
  return {
    get lacking() {
      return lacking;
    },
    stop,
  };
}

/** Does not keep the process alive. */
export function everyInterval(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms).unref();
  return () => clearInterval(timer);
}
