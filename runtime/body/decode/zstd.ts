import { Transform, type TransformCallback } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { Decompress } from "fzstd";
import { OverLimit } from "./over-limit.ts";
import { endOfBlock, framesOf } from "./zstd-frames.ts";

/** The largest window that a sender may use: https://www.rfc-editor.org/rfc/rfc9659#section-3. */
const WINDOW = 1 << 23;
/** How many bytes of windows are moved before others have their turn: a few milliseconds. */
const AT_ONCE = 1 << 25;

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
    done(this.#length > this.#limit ? new OverLimit("bytes") : null);
  }

  override _flush(done: TransformCallback): void {
    this.#decode().then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #decode(): Promise<void> {
    const found = framesOf(Buffer.concat(this.#pieces.splice(0), this.#length), { window: WINDOW, bytes: this.#limit });
    if (found.kind === "costly") throw new OverLimit("windows");
    if (found.kind === "invalid") throw new Error("no zstd");
    let made = 0;
    let moved = 0;
    for (const { bytes, blocks, window } of found.frames) {
      const decoder = new Decompress((chunk) => {
        made += chunk.length;
        if (made > this.#limit) throw new OverLimit("bytes");
        // Copied, because the decoder reuses the buffer.
        if (chunk.length > 0) this.push(Buffer.from(chunk));
      });
      let from = 0;
      for (let at = blocks, last = false; !last; from = at) {
        last = ((bytes[at] ?? 0) & 1) === 1;
        at = last ? bytes.length : endOfBlock(bytes, at);
        decoder.push(bytes.subarray(from, at), last);
        moved += window;
        if (moved < AT_ONCE) continue;
        moved = 0;
        await setImmediate();
        if (this.destroyed) return;
      }
    }
  }
}
