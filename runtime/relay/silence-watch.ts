import { type SilenceStep, silenceStep } from "./silence.ts";
import type { EventSink } from "./sink.ts";
import type { Sweeper, Watched } from "./sweeper.ts";

export interface SilenceWatchOptions {
  readonly sweeper: Sweeper;
  /** The stream's sink: while it is blocked, the upstream is not to blame for the silence. */
  readonly sink: EventSink;
  /** Milliseconds that the stream may be silent; null for no limit. */
  readonly limit: number | null;
  /** Milliseconds of silence, after everything that was asked for, until the end is not waited for any longer. */
  readonly end: number;
  /** Called when the stream should be checked for its end. */
  readonly onQuiet: (step: Exclude<SilenceStep, "wait">) => void;
}

/** Notices that a stream has fallen silent, when the sweeper calls. */
export class SilenceWatch implements Watched {
  /** Whether data has arrived since the last look. A field, because every read sets it. */
  moved = false;
  readonly sink: EventSink;
  readonly #options: SilenceWatchOptions;
  /** When a look first found no data, in milliseconds of the clock. */
  #quietSince: number | null = null;
  #last: SilenceStep = "wait";

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    this.sink = options.sink;
    options.sweeper.watch(this);
  }

  stop(): void {
    this.#options.sweeper.forget(this);
  }

  look(now: number): void {
    const { limit, end, onQuiet } = this.#options;
    if (this.moved || this.sink.blocked || this.#quietSince === null) {
      this.moved = false;
      this.#last = "wait";
      this.#quietSince = now;
      return;
    }
    const step = silenceStep({ quiet: now - this.#quietSince, limit, end, last: this.#last });
    if (step === "wait") return;
    this.#last = step;
    onQuiet(step);
  }
}
