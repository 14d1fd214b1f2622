import { lastBoundary } from "../protocols/sse/boundary.ts";

/** A longer event would let one upstream fill the memory; images come as events of several megabytes. */
const MAX_EVENT = 1 << 24;
const EMPTY = Buffer.alloc(0);
/** The blank line that ends an event may be split across two reads: at most this many of its bytes are in the first. */
const EDGE = 3;
const COLON = 0x3a;
/** The events at the end of a chat answer are short. */
const TAIL = 4096;
const HEAD = 512;
/** Of an object, a list, white space and a byte order mark. */
const JSON_STARTS: ReadonlySet<number> = new Set(Buffer.from("{[ \t\r\n\ufeff").subarray(0, 7));
const BLANK_LINE = Buffer.from("\n\n");

/** Cuts an upstream's bytes into complete events, and keeps what shows whether the stream has ended properly. */
export class EventFeed {
  #queue: Buffer[] = [];
  /** The start of an incomplete event, in the pieces that came: joined only once it is complete. */
  #partial: Buffer[] = [];
  #partialLength = 0;
  #last: Buffer = EMPTY;
  #beforeLast: Buffer = EMPTY;
  /** The start of the stream; null until it has arrived. */
  #head: Buffer | null = null;
  readonly #keptHead: number;

  /** @param keptHead how many bytes of the stream's start `tail` includes */
  constructor(keptHead = 0) {
    this.#keptHead = keptHead;
  }

  /** true if this completes the first event since the last `take`. */
  push(chunk: Buffer): boolean {
    return this.#queue.push(chunk) === 1;
  }

  clear(): void {
    this.#queue = [];
    this.#keep(EMPTY);
  }

  /** Whether an event has become too large to hold. */
  get overlong(): boolean {
    return this.#partialLength > MAX_EVENT;
  }

  /** Whether this may become JSON instead of events: none is complete yet, and no line of one starts like this. */
  startsAsJson(): boolean {
    const first = (this.#partial[0] ?? this.#queue[0])?.[0];
    return this.#last.length === 0 && first !== undefined && JSON_STARTS.has(first);
  }

  /** What follows the last complete event. */
  rest(): Buffer {
    return Buffer.concat(this.#partial);
  }

  /**
   * The kept start of the stream; the end of the last two pieces that were taken and contain more than comments; and
   * everything after them. It may start in the middle of an event, and of a long event it has only both ends.
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

  /** Like `tail`, but only complete events: an incomplete one has not been passed on. */
  wholeTail(): Buffer {
    return Buffer.concat([this.#head ?? EMPTY, endOf(this.#beforeLast), endOf(this.#last)]);
  }

  /** All complete events that have not been taken; empty if there are none. */
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

  /** All bytes in one piece, if that completes an event: joining them each time would add up. */
  #joined(fresh: Buffer): Buffer | null {
    if (lastBoundary(fresh) === 0 && !this.#endsAt(fresh.subarray(0, EDGE))) return null;
    return Buffer.concat([...this.#partial, fresh]);
  }

  /** Whether the incomplete event ends with these first bytes of a read. */
  #endsAt(start: Buffer): boolean {
    const before = this.#partial.at(-1) ?? EMPTY;
    const edge = before.length >= EDGE ? before : this.rest();
    return lastBoundary(Buffer.concat([edge.subarray(-EDGE), start])) > 0;
  }

  #keep(partial: Buffer): void {
    this.#partial = partial.length === 0 ? [] : [partial];
    this.#partialLength = partial.length;
  }
}

/** Copied, because a slice would keep the whole read in memory; a blank line separates it from what follows. */
function headOf(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes.subarray(0, length), BLANK_LINE]);
}

/** A long last event keeps its start too, because that has its name; a blank line separates it from the end. */
function endOf(bytes: Buffer): Buffer {
  if (bytes.length <= TAIL) return bytes;
  const end = bytes.subarray(-TAIL);
  const start = lastBoundary(bytes.subarray(0, bytes.length - EDGE));
  return bytes.length - start <= TAIL ? end : Buffer.concat([bytes.subarray(start, start + HEAD), BLANK_LINE, end]);
}

/** Whether there are only comments: an upstream may send them after the end of its answer, to keep the connection alive. */
function isComment(whole: Buffer): boolean {
  return whole[0] === COLON && !whole.includes("data");
}
