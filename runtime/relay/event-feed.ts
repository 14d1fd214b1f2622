import { lastBoundary } from "../protocols/sse/boundary.ts";

/** Holding a longer event would let one upstream fill the memory; images come as events of some megabytes. */
const MAX_EVENT = 1 << 24;
const EMPTY = Buffer.alloc(0);
/** A blank line that ends an event may lie across two reads: at most so many of its bytes in the first. */
const EDGE = 3;
const COLON = 0x3a;
/** The events that tell the end of a chat answer are short. */
const TAIL = 4096;
const HEAD = 512;
const BLANK_LINE = Buffer.from("\n\n");

/** Cuts what an upstream sends behind its whole events, and keeps what its end is judged by. */
export class EventFeed {
  #queue: Buffer[] = [];
  /** The start of an event whose end has not come, as it came: joined only once it is whole. */
  #partial: Buffer[] = [];
  #partialLength = 0;
  #last: Buffer = EMPTY;
  #beforeLast: Buffer = EMPTY;
  /** The beginning of the stream; null until it came. */
  #head: Buffer | null = null;
  readonly #keptHead: number;

  /** @param keptHead how many bytes of the stream's beginning `tail` holds */
  constructor(keptHead = 0) {
    this.#keptHead = keptHead;
  }

  /** true if it is the first since the last `take`. */
  push(chunk: Buffer): boolean {
    return this.#queue.push(chunk) === 1;
  }

  clear(): void {
    this.#queue = [];
    this.#keep(EMPTY);
  }

  /** Whether an event has grown beyond what can be held. */
  get overlong(): boolean {
    return this.#partialLength > MAX_EVENT;
  }

  /** What is left behind the last whole event. */
  rest(): Buffer {
    return Buffer.concat(this.#partial);
  }

  /**
   * What is kept of the beginning; and the end of the last two pieces that were taken and are more than comments, and all that came behind them. It may
   * begin in the middle of an event, and holds only both ends of a long one.
   */
  tail(): Buffer {
    return Buffer.concat([
      this.#head ?? EMPTY,
      endOf(this.#beforeLast),
      endOf(this.#last),
      ...this.#partial,
      ...this.#queue,
    ]);
  }

  /** As `tail`, of whole events only: what behind them was begun has gone nowhere. */
  wholeTail(): Buffer {
    return Buffer.concat([this.#head ?? EMPTY, endOf(this.#beforeLast), endOf(this.#last)]);
  }

  /** All whole events that have not been taken; empty where none is. */
  take(): Buffer {
    const queue = this.#queue;
    const [first] = queue;
    if (first === undefined) return EMPTY;
    this.#queue = [];
    const fresh = queue.length === 1 ? first : Buffer.concat(queue);
    const bytes = this.#partialLength === 0 ? fresh : this.#joined(fresh);
    const end = bytes === null ? 0 : lastBoundary(bytes);
    if (bytes === null || end === 0) {
      this.#partial.push(fresh);
      this.#partialLength += fresh.length;
      return EMPTY;
    }
    this.#keep(bytes.subarray(end));
    const whole = end === bytes.length ? bytes : bytes.subarray(0, end);
    if (this.#keptHead > 0) this.#head ??= headOf(whole, this.#keptHead);
    if (!isComment(whole)) {
      this.#beforeLast = this.#last;
      this.#last = whole;
    }
    return whole;
  }

  /** All bytes in one piece, if an event among them is whole: joining them for nothing would add up. */
  #joined(fresh: Buffer): Buffer | null {
    const before = this.#partial.at(-1) ?? EMPTY;
    const edge = before.length >= EDGE ? before : this.rest();
    if (lastBoundary(Buffer.concat([edge.subarray(-EDGE), fresh])) === 0) return null;
    return Buffer.concat([...this.#partial, fresh]);
  }

  #keep(partial: Buffer): void {
    this.#partial = partial.length === 0 ? [] : [partial];
    this.#partialLength = partial.length;
  }
}

/** A copy, for a part would keep all of what was read; a blank line parts it from what follows. */
function headOf(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes.subarray(0, length), BLANK_LINE]);
}

/** Of a long last event its beginning too, for there its name stands; a blank line parts it from the end. */
function endOf(bytes: Buffer): Buffer {
  if (bytes.length <= TAIL) return bytes;
  const end = bytes.subarray(-TAIL);
  const start = lastBoundary(bytes.subarray(0, bytes.length - EDGE));
  return bytes.length - start <= TAIL ? end : Buffer.concat([bytes.subarray(start, start + HEAD), BLANK_LINE, end]);
}

/** Whether there is nothing but comments: an upstream may send them behind the end of its answer, to stay connected. */
function isComment(whole: Buffer): boolean {
  return whole[0] === COLON && !whole.includes("data");
}
