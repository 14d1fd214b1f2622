import type { ClientRequest } from "../client.ts";
import type { GatewayError } from "../errors.ts";
import type { BodySink, BodyStream } from "../wire/upstream.ts";
import { lossOf } from "./stalled-body.ts";

/** A client's body on its way to the upstream, with what time limits need to know about it. */
export interface Upload extends BodyStream {
  /** Bytes received so far. */
  readonly moved: number;
  readonly ended: boolean;
  /** Whether the upstream would take more than the client has sent. */
  readonly isHungry: boolean;
  /** Called once, when all of it has been passed on. */
  onEnd: () => void;
}

export interface UploadOptions {
  readonly req: ClientRequest;
  readonly length: number | null;
  /** Bytes to send before those that are still to come. */
  readonly before: readonly Buffer[];
  /** Called at most once, if the client stops sending. */
  readonly stalled: (error: GatewayError) => void;
  /** Returns what to send in place of the received bytes; null if they are invalid, after `problem` has been called. */
  readonly pass: (chunk: Buffer) => readonly Buffer[] | null;
  /** Whether the body is complete when the client ends it. */
  readonly closes: () => boolean;
}

/** Passes on a request's body as it arrives. Nothing is read until it is opened. */
export function uploadOf({ req, length, before, stalled, pass, closes }: UploadOptions): Upload {
  let to: BodySink | null = null;
  let moved = 0;
  let ended = false;

  function give(pieces: readonly Buffer[]): void {
    let flows = true;
    for (const piece of pieces) flows = (to?.write(piece) ?? true) && flows;
    if (flows) req.resume();
    else req.pause();
  }
  function stop(): void {
    to = null;
    // The rest is read and discarded, so that the client gets to read the answer.
    req.resume();
  }
  function fail(): void {
    to?.fail();
  }

  const upload: Upload = {
    length,
    get moved() {
      return moved;
    },
    get ended() {
      return ended;
    },
    get isHungry() {
      return !req.isPaused();
    },
    onEnd: () => {},
    open(sink) {
      to = sink;
      req.on("data", (chunk: Buffer) => {
        moved += chunk.length;
        if (to === null) return;
        const pieces = pass(chunk);
        if (pieces === null) fail();
        else give(pieces);
      });
      req.on("end", () => {
        if (to === null) return;
        if (!closes()) {
          fail();
          return;
        }
        ended = true;
        to.end();
        upload.onEnd();
      });
      req.on("error", (error) => {
        const loss = to === null ? null : lossOf(error);
        if (loss === null) fail();
        else stalled(loss);
      });
      req.on("close", () => {
        if (!req.complete) fail();
      });
      give(before);
      if (req.destroyed) fail();
    },
    resume: () => void req.resume(),
    close: stop,
  };
  return upload;
}

/** The length of a request's body; null if it is chunked. */
export function lengthOf({ headers }: ClientRequest): number | null {
  if (headers["transfer-encoding"] !== undefined) return null;
  return Number(headers["content-length"] ?? 0);
}
