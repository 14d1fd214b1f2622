import type { Clock } from "../../clock.ts";
import type { CaptureSettings } from "../../contract.ts";
import type { Logger } from "../../log/logger.ts";
import type { Observer } from "../observer.ts";

/**
 * Records traffic as JSON lines. Once a request's body has been read, what is written to its response is recorded too. The
 * gateway has none where nothing is captured.
 */
export interface Capture extends Required<Pick<Observer, "received" | "watchUpstream">> {
  /** Writes what is buffered and closes the file. */
  close(): Promise<void>;
  /** As `close`, at once: for the end of the process. */
  closeNow(): void;
}

export interface CaptureOptions {
  readonly settings: CaptureSettings & { readonly file: string };
  /** Values that never appear in the file. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

/** Bundled only where the config names a capture file, or the build is asked to. */
export type OpenCapture = (options: CaptureOptions) => Capture;
