import { markOf } from "../../protocols/responses/issuer/mark.ts";
import { headersDown } from "../../wire/headers.ts";
import type { UpstreamEvents } from "../../wire/upstream.ts";

const KEY = Buffer.from('"encrypted_content"');
const NOTHING = Buffer.alloc(0);
const [QUOTE, COLON, LF] = [0x22, 0x3a, 0x0a];
/** More white space than this is not part of a member. */
const LONGEST_GAP = 64;

/**
 * Writes the issuer's mark into what only the issuer can read, in a passing answer: a search for one name, whose bytes cannot
 * be part of a text because its quotes would be escaped.
 */
export class MarkedAnswer implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #mark: Buffer;
  /** null for an answer that stays as it is. */
  #held: Buffer | null = null;

  constructor(next: UpstreamEvents, issuer: string) {
    this.#next = next;
    this.#mark = Buffer.from(markOf(issuer));
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status >= 200 && status < 300 && !headersDown(headers).encoded) this.#held = NOTHING;
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    return this.#next.onData(this.#held === null ? chunk : this.#marked(chunk, this.#held));
  }

  onComplete(): void {
    if (this.#held !== null && this.#held.length > 0) this.#next.onData(this.#held);
    this.#next.onComplete();
  }

  onError(error: Error): void {
    this.#next.onError(error);
  }

  #marked(chunk: Buffer, held: Buffer): Buffer {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const pieces: Buffer[] = [];
    let from = 0;
    let end = bytes.length - startOfKey(bytes);
    for (let at = bytes.indexOf(KEY); at >= 0; at = bytes.indexOf(KEY, at + KEY.length)) {
      const text = textAfter(bytes, at + KEY.length);
      if (text === null) {
        end = at;
        break;
      }
      if (text < 0) continue;
      pieces.push(bytes.subarray(from, text), this.#mark);
      from = text;
    }
    this.#held = bytes.subarray(end);
    if (pieces.length === 0) return end === bytes.length ? bytes : bytes.subarray(0, end);
    pieces.push(bytes.subarray(from, end));
    return Buffer.concat(pieces);
  }
}

/** The position of the text after a name; -1 if no text follows, or an empty one; null if that is not known yet. */
function textAfter(bytes: Buffer, behindName: number): number | null {
  let colons = 0;
  for (let at = behindName; at < behindName + LONGEST_GAP; at++) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    if (byte === QUOTE && colons === 1) {
      const first = bytes[at + 1];
      return first === undefined ? null : first === QUOTE ? -1 : at + 1;
    }
    if (byte === COLON) colons++;
    else if (byte > 0x20) return -1;
  }
  return -1;
}

/** How many of the last bytes may be the start of the name. */
function startOfKey(bytes: Buffer): number {
  // Most reads end with an event.
  if (bytes.at(-1) === LF) return 0;
  for (let length = Math.min(KEY.length - 1, bytes.length); length > 0; length--) {
    if (bytes[bytes.length - length] !== QUOTE) continue;
    if (KEY.compare(bytes, bytes.length - length, bytes.length, 0, length) === 0) return length;
  }
  return 0;
}
