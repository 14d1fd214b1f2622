import type { IncomingMessage } from "node:http";
import type { BodySink, BodyStream } from "../wire/upstream.ts";

/** A client's body on its way up, as far as time limits go by it. */
export interface Upload extends BodyStream {
  /** Bytes that came so far. */
  readonly moved: number;
  readonly ended: boolean;
  /** Called once, when all of it has been given. */
  onEnd: () => void;
}

export interface UploadOptions {
  readonly req: IncomingMessage;
  readonly length: number | null;
  /** What goes up before the first byte that is still to come. */
  readonly before: readonly Buffer[];
  /** What goes up in place of the bytes that came; null: they do not do, and `problem` has been told. */
  readonly pass: (chunk: Buffer) => readonly Buffer[] | null;
  /** Whether it is whole where the client ended it. */
  readonly closes: () => boolean;
}

/** Gives a request's body as it comes. Until it is opened nothing is read. */
export function uploadOf({ req, length, before, pass, closes }: UploadOptions): Upload {
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
    // The rest is read over, so that the client gets to read the answer.
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
      req.on("error", fail);
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

/** How long a request's body is; null where it comes in chunks. */
export function lengthOf({ headers }: IncomingMessage): number | null {
  if (headers["transfer-encoding"] !== undefined) return null;
  return Number(headers["content-length"] ?? 0);
}
