import type { Clock } from "../../clock.ts";
import type { RequestContext } from "../../context.ts";
import type { CaptureSettings } from "../../contract.ts";
import type { Logger } from "../../log/logger.ts";
import type { Attempt } from "../../targets/attempt.ts";
import type { Payload, UpstreamEvents, UpstreamRequest } from "../../wire/upstream.ts";

/** Records traffic as JSON lines. The gateway has none where nothing is captured. */
export interface Capture {
  /** A client's request has been read. From here on what is written to its response is recorded too. */
  request(context: RequestContext, body: Payload): void;
  /** An attempt goes out. What comes back must pass through the events that this returns. */
  attempt(context: RequestContext, attempt: Attempt, request: UpstreamRequest, events: UpstreamEvents): UpstreamEvents;
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
