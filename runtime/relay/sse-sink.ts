import type { ServerResponse } from "node:http";
import { errorBody, type GatewayError, gatewayError } from "../errors.ts";
import { lastBoundary } from "../sse/boundary.ts";
import { toldItsEnd } from "../sse/ending.ts";
import type { Sink } from "./sink.ts";

/** An event longer than this passes before it is whole; holding more would let one upstream fill the memory. */
const MAX_EVENT = 1 << 20;
const EMPTY = Buffer.alloc(0);

/**
 * Passes on whole events only, so that after a cut an error event can still be written where the client reads it.
 * What one read of the upstream brought goes out in one write: a write costs more than all else here.
 */
export class SseSink implements Sink {
  committed = false;
  readonly #res: ServerResponse;
  readonly #commit: () => void;
  readonly #resume: () => void;
  #queue: Buffer[] = [];
  #blocked = false;
  /** The start of an event whose end has not come. */
  #partial: Buffer = EMPTY;
  /** The last two writes: the end of the stream is judged by them. */
  #last: Buffer = EMPTY;
  #beforeLast: Buffer = EMPTY;

  constructor(res: ServerResponse, commit: () => void, resume: () => void) {
    this.#res = res;
    this.#commit = commit;
    this.#resume = resume;
  }

  write(chunk: Buffer): boolean {
    if (this.#queue.push(chunk) === 1) process.nextTick(flush, this);
    return !this.#blocked;
  }

  flush(): void {
    const whole = this.#takeWhole();
    if (whole.length === 0 || this.#res.destroyed) return;
    this.#begin();
    if (this.#res.write(whole) || this.#blocked) return;
    this.#blocked = true;
    this.#res.once("drain", () => {
      this.#blocked = false;
      this.#resume();
    });
  }

  end(): GatewayError | null {
    const whole = this.#takeWhole();
    // Some servers end the last event with the connection instead of a blank line.
    const rest = this.#partial;
    const complete = rest.length === 0 || toldItsEnd(rest);
    if (complete && toldItsEnd(Buffer.concat([this.#beforeLast, this.#last, rest]))) {
      this.#begin();
      this.#res.end(rest.length === 0 ? whole : Buffer.concat([whole, rest, Buffer.from("\n\n")]));
      return null;
    }
    const error = gatewayError("upstream_cut", "The upstream ended the stream before the answer was complete.");
    if (!this.committed) return error;
    this.#endWith(whole, error);
    return null;
  }

  drop(): void {
    this.#queue = [];
  }

  fail(error: GatewayError): void {
    this.#endWith(this.#takeWhole(), error);
  }

  /** An error event, and no `[DONE]` behind it. */
  #endWith(whole: Buffer, error: GatewayError): void {
    this.#res.end(Buffer.concat([whole, Buffer.from(`data: ${errorBody(error)}\n\n`)]));
  }

  #begin(): void {
    if (this.committed) return;
    this.committed = true;
    this.#commit();
  }

  /** Joins what is queued and cuts it behind the last whole event. */
  #takeWhole(): Buffer {
    const queue = this.#queue;
    if (queue.length === 0) return EMPTY;
    const [first] = queue;
    const alone = queue.length === 1 && this.#partial.length === 0 && first !== undefined;
    const bytes = alone ? first : Buffer.concat([this.#partial, ...queue]);
    this.#queue = [];
    const boundary = lastBoundary(bytes);
    const end = boundary === 0 && bytes.length > MAX_EVENT ? bytes.length : boundary;
    this.#partial = end === bytes.length ? EMPTY : bytes.subarray(end);
    if (end === 0) return EMPTY;
    const whole = end === bytes.length ? bytes : bytes.subarray(0, end);
    this.#beforeLast = this.#last;
    this.#last = whole;
    return whole;
  }
}

function flush(sink: SseSink): void {
  sink.flush();
}
