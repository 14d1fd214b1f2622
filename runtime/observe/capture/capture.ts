import type { Readable } from "node:stream";
import type { Clock } from "../../clock.ts";
import type { CaptureSettings } from "../../contract/settings.ts";
import type { Logger } from "../../log/logger.ts";
import type { Observer } from "../observer.ts";

/**
 * Records traffic as JSON lines. Once a request's body has been read, what is written to its response is recorded too. The
 * gateway has a capture only if something is captured.
 */
export interface Capture extends Required<Pick<Observer, "received" | "watchUpstream">> {
  /** Writes what is buffered and closes the file. */
  close(): Promise<void>;
  /** Like `close`, but synchronous: for the end of the process. */
  closeNow(): void;
}

export interface CaptureOptions {
  readonly settings: CaptureSettings & { readonly file: string };
  /** Values that must never appear in the file. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Where this process is one of several workers: its entries go to the primary, which has the file. */
  readonly relay?: CaptureRelay | undefined;
}

export interface CaptureRelay {
  /** The worker's number, which its entries carry. */
  readonly worker: number;
  /** A descriptor that the primary reads. */
  readonly fd: number;
}

/** The file of all workers, in the primary. Bundled as `OpenCapture` is. */
export type CollectCapture = (options: Omit<CaptureOptions, "secrets" | "relay">) => CaptureCollector;

export interface CaptureCollector {
  /** Writes the whole lines that come; reads no further while too many wait. */
  collect(from: Readable): void;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** Bundled only if the config names a capture file, or the build is told to include it. */
export type OpenCapture = (options: CaptureOptions) => Capture;
