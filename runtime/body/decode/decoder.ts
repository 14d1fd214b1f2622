import { Transform, type TransformCallback } from "node:stream";
import type { Coding } from "./codings.ts";
import { Zstd } from "./zstd.ts";

/** Node's own module, passed in: because the bundle is one file, importing it by name would load it at every start. */
export type Zlib = typeof import("node:zlib");

/** A stream that undoes one coding. `limit`: the most bytes that a decoder which cannot pause may produce. */
export function decoderOf(coding: Coding, limit: number, zlib: Zlib): Transform {
  switch (coding) {
    case "gzip":
      return zlib.createGunzip();
    case "br":
      return zlib.createBrotliDecompress();
    case "zstd":
      return new Zstd(limit);
    case "deflate":
      return new Deflated(zlib);
  }
}

/** The standard requires a zlib header; some clients have always left it out. */
class Deflated extends Transform {
  readonly #zlib: Zlib;
  #inner: Transform | null = null;

  constructor(zlib: Zlib) {
    super();
    this.#zlib = zlib;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const inner = this.#inner ?? this.#open(chunk);
    if (inner.write(chunk)) done();
    else inner.once("drain", () => done());
  }

  override _flush(done: TransformCallback): void {
    if (this.#inner === null) {
      done();
      return;
    }
    this.#inner.once("end", () => done());
    this.#inner.end();
  }

  override _read(size: number): void {
    this.#inner?.resume();
    super._read(size);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inner?.destroy();
    done(error);
  }

  #open(first: Buffer): Transform {
    const inner = ((first[0] ?? 0) & 0x0f) === 8 ? this.#zlib.createInflate() : this.#zlib.createInflateRaw();
    this.#inner = inner;
    inner.on("error", (error) => this.destroy(error));
    inner.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) inner.pause();
    });
    return inner;
  }
}
