import type { Transform } from "node:stream";
import { codingsOf } from "../../body/decode/codings.ts";
import { decoderOf } from "../../body/decode/decoder.ts";
import { type UpstreamEvents, UpstreamFailure } from "../../wire/upstream.ts";

const ENCODING = "content-encoding";
const PARTIAL = 206;
/** For decoders that cannot pause. The others stop as soon as the receiver has had enough. */
const LIMIT = 1 << 25;

/** A compressed answer: its receiver gets it plain, as a stream too, and the key can be hidden in it. */
export class DecodedAnswer implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #stages: readonly Transform[];
  readonly #first: Transform;
  readonly #last: Transform;
  /** Lets the connection go on. */
  #resume: () => void = () => {};
  #empty = true;
  /** Why the connection ended; null if the answer ended, or has not ended yet. */
  #error: Error | null = null;
  #over = false;

  private constructor(next: UpstreamEvents, stages: readonly Transform[], first: Transform, last: Transform) {
    this.#next = next;
    this.#stages = stages;
    this.#first = first;
    this.#last = last;
  }

  /** null if it passes as it is: because it is plain, in an unknown encoding, or only a part. */
  static of(next: UpstreamEvents, status: number, headers: readonly string[]): DecodedAnswer | null {
    if (!headers.includes(ENCODING) || status === PARTIAL || (status >= 300 && status < 400)) return null;
    const codings = codingsOf(headers.filter((_, at) => at % 2 === 1 && headers[at - 1] === ENCODING).join(","));
    if ("code" in codings) return null;
    // Loaded late, since few upstreams need it.
    const zlib = process.getBuiltinModule("node:zlib");
    const stages = codings.map((coding) => decoderOf(coding, LIMIT, zlib));
    const [first] = stages;
    const last = stages.at(-1);
    return first === undefined || last === undefined ? null : new DecodedAnswer(next, stages, first, last);
  }

  /** Whether nothing more of the answer can be used. */
  get over(): boolean {
    return this.#over;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    this.#resume = resume;
    this.#join();
    const plain = headers.filter((_, at) => !describesEncoding(headers[at - (at % 2)]));
    if (!this.#next.onHeaders(status, plain, () => this.#last.resume())) this.#last.pause();
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#empty = false;
    return this.#first.write(chunk);
  }

  onComplete(): void {
    if (this.#over) return;
    if (this.#empty) this.#end();
    else this.#first.end();
  }

  /** What came before the connection broke is still decoded. */
  onError(error: Error): void {
    if (this.#over) return;
    this.#error = error;
    this.onComplete();
  }

  /** The receiver wants nothing more of it. */
  abort(reason: Error): void {
    if (this.#over) return;
    this.#error = reason;
    this.#end();
  }

  #join(): void {
    for (const [at, stage] of this.#stages.entries()) {
      stage.on("error", () =>
        this.abort(this.#error ?? new UpstreamFailure("protocol", "The answer is badly encoded.")),
      );
      const following = this.#stages[at + 1];
      if (following !== undefined) stage.pipe(following);
    }
    this.#first.on("drain", this.#resume);
    this.#last.on("data", (chunk: Buffer) => {
      if (!this.#over && !this.#next.onData(chunk)) this.#last.pause();
    });
    this.#last.on("end", () => this.#end());
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    for (const stage of this.#stages) stage.destroy();
    if (this.#error === null) this.#next.onComplete();
    else this.#next.onError(this.#error);
    // A connection that waits for the decoder would wait for ever.
    this.#resume();
  }
}

function describesEncoding(name: string | undefined): boolean {
  return name === ENCODING || name === "content-length";
}
