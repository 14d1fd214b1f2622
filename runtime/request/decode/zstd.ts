import { Transform, type TransformCallback } from "node:stream";
import type { Zlib } from "./decoder.ts";
import { OverLimit } from "./over-limit.ts";
import { framesOf } from "./zstd-frames.ts";

/** The largest window that a sender may use: https://www.rfc-editor.org/rfc/rfc9659#section-3. */
const WINDOW_LOG = 23;

/** What Node has from 22.15 on; its types here are of an older one. */
interface NodeZstd {
  readonly createZstdDecompress?: (options: { readonly params: Readonly<Record<number, number>> }) => Transform;
  readonly constants: { readonly ZSTD_d_windowLogMax?: number };
}

/** Node's own decoder where it has one; else one in JavaScript, half as fast, which wants the body in one piece. */
export function zstdDecoder(limit: number, zlib: Zlib): Transform {
  const { createZstdDecompress, constants } = zlib as unknown as NodeZstd;
  const windowLogMax = constants.ZSTD_d_windowLogMax;
  return createZstdDecompress === undefined || windowLogMax === undefined
    ? new PlainZstd(limit)
    : createZstdDecompress({ params: { [windowLogMax]: WINDOW_LOG } });
}

export class PlainZstd extends Transform {
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
    this.#decode().then(
      () => done(),
      (error: Error) => done(error),
    );
  }

  async #decode(): Promise<void> {
    const frames = framesOf(Buffer.concat(this.#pieces, this.#length), 1 << WINDOW_LOG);
    if (frames === null) throw new Error("no zstd");
    const { Decompress } = await import("fzstd");
    let made = 0;
    for (const frame of frames) {
      const decoder = new Decompress((chunk) => {
        made += chunk.length;
        if (made > this.#limit) throw new OverLimit();
        // A copy, where the decoder goes on writing to what it gave.
        if (chunk.length > 0) this.push(Buffer.from(chunk));
      });
      decoder.push(frame, true);
    }
  }
}
