import { Transform, type TransformCallback } from "node:stream";
import type { Coding } from "./codings.ts";
import { Zstd } from "./zstd.ts";

/** Node's own, handed on: named in an import it would be loaded at every start, for the bundle is one file. */
export type Zlib = typeof import("node:zlib");

/** A stream that undoes one coding. `limit`: bytes that a decoder which cannot pause may make at most. */
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

/** By the standard it has a header of zlib's; some clients have always left that out. */
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
