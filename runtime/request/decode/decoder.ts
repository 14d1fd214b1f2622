import { Transform, type TransformCallback } from "node:stream";
import * as zlib from "node:zlib";
import type { Coding } from "./codings.ts";
import { zstdDecoder } from "./zstd.ts";

/** A stream that undoes one coding. `limit`: bytes that a decoder which cannot pause may make at most. */
export function decoderOf(coding: Coding, limit: number): Transform {
  switch (coding) {
    case "gzip":
      return zlib.createGunzip();
    case "br":
      return zlib.createBrotliDecompress();
    case "zstd":
      return zstdDecoder(limit);
    case "deflate":
      return new Deflated();
  }
}

/** By the standard it has a header of zlib's; some clients have always left that out. */
class Deflated extends Transform {
  #inner: Transform | null = null;

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
    const inner = ((first[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
    this.#inner = inner;
    inner.on("error", (error) => this.destroy(error));
    inner.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) inner.pause();
    });
    return inner;
  }
}
