import { Transform, type TransformCallback } from "node:stream";
import { Decompress } from "fzstd";
import { OverLimit } from "./over-limit.ts";
import { framesOf } from "./zstd-frames.ts";

/** The largest window that a sender may use: https://www.rfc-editor.org/rfc/rfc9659#section-3. */
const WINDOW_LOG = 23;

/**
 * A decoder in JavaScript, which needs the body in one piece. Newer versions of Node have one that is twice as fast, but it
 * silently ignores all frames after the first.
 */
export class Zstd extends Transform {
  readonly #limit: number;
  readonly #pieces: Buffer[] = [];
  #length = 0;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#length += chunk.length;
    this.#pieces.push(chunk);
    done(this.#length > this.#limit ? new OverLimit() : null);
  }

  override _flush(done: TransformCallback): void {
    try {
      this.#decode();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #decode(): void {
    const frames = framesOf(Buffer.concat(this.#pieces, this.#length), 1 << WINDOW_LOG);
    if (frames === null) throw new Error("no zstd");
    let made = 0;
    for (const frame of frames) {
      const decoder = new Decompress((chunk) => {
        made += chunk.length;
        if (made > this.#limit) throw new OverLimit();
        // Copied, because the decoder reuses the buffer.
        if (chunk.length > 0) this.push(Buffer.from(chunk));
      });
      decoder.push(frame, true);
    }
  }
}
