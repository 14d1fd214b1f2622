import { HeaderLines } from "../../wire/header-lines.ts";
import { LONGEST_LENGTH, type RequestHead, readHead } from "./request-head.ts";

const NAME = "content-length";
const LENGTH = /^content-length:[ \t]*(\d+)/im;
/** Heads that change so often are not remembered any longer. */
const MOST_CHANGES = 8;
/** In bytes: there may be thousands of connections. */
const LONGEST = 4096;

/**
 * Reads the heads of one connection. Most clients send the same head with each request, but for the length of the body: it is
 * recognised by its bytes, and not read again.
 */
export class HeadReader {
  readonly #lines = new HeaderLines();
  /** The head that is remembered: none before the second, as the first may be the only one. */
  #head: RequestHead | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the digits of its length start and end. */
  #start = 0;
  #end = 0;
  #changes = -1;

  /** null if the bytes do not start with the whole head of a plain request. */
  read(bytes: Buffer): RequestHead | null {
    const same = this.#same(bytes);
    if (same !== null) return same;
    const head = readHead(bytes, this.#lines);
    if (head === null || head.end > LONGEST) return head;
    if (++this.#changes > 0 && this.#changes < MOST_CHANGES) this.#remember(head, bytes);
    return head;
  }

  #remember(head: RequestHead, bytes: Buffer): void {
    const line = LENGTH.exec(head.text);
    this.#head = line === null ? null : head;
    if (line === null) return;
    this.#end = line.index + line[0].length;
    this.#start = this.#end - (line[1]?.length ?? 0);
    this.#bytes = Buffer.from(bytes.subarray(0, head.end));
  }

  #same(bytes: Buffer): RequestHead | null {
    const head = this.#head;
    if (head === null || !this.#has(bytes, 0, 0, this.#start)) return null;
    let at = this.#start;
    let length = 0;
    for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0) {
      length = length * 10 + byte - 0x30;
    }
    const digits = at - this.#start;
    if (digits === 0 || digits > LONGEST_LENGTH || !this.#has(bytes, at, this.#end, this.#bytes.length)) return null;
    const end = at + this.#bytes.length - this.#end;
    const text = bytes.toString("latin1", 0, end - 2);
    return { ...head, headers: { ...head.headers, [NAME]: text.slice(this.#start, at) }, text, end, length };
  }

  /** Whether `bytes` has at `at` what the remembered head has from `start` to `end`. */
  #has(bytes: Buffer, at: number, start: number, end: number): boolean {
    const to = at + end - start;
    return to <= bytes.length && this.#bytes.compare(bytes, at, to, start, end) === 0;
  }
}
