import { fieldName } from "./field-name.ts";

/** The pieces of a form. Together, their bytes are the unchanged form. */
export type FormEvent =
  /** A part starts: the line before it, and its head. */
  | { readonly kind: "part"; readonly name: string; readonly bytes: Buffer }
  | { readonly kind: "data"; readonly bytes: Buffer }
  /** The last line. */
  | { readonly kind: "close"; readonly bytes: Buffer }
  /** Bytes around the form, without meaning. */
  | { readonly kind: "around"; readonly bytes: Buffer };

/** Heads of parts are usually a few hundred bytes. */
const MAX_HEAD = 16_384;
const HEAD_END = Buffer.from("\r\n\r\n");
/** Half a line break, or a folded line: some readers see another header there. The last alternative is the head's end. */
const ODD_BREAK = /\r(?!\n)|(?<!\r)\n|\n[ \t]/;
const EMPTY = Buffer.alloc(0);
const CR = 0x0d;
const LF = 0x0a;

/** Splits a form into its pieces, wherever reads happen to cut it: https://www.rfc-editor.org/rfc/rfc2046#section-5.1 */
export class FormReader {
  /** With the line break before it. */
  readonly #delimiter: Buffer;
  /** Without the line break. */
  readonly #line: Buffer;
  readonly #tell: (event: FormEvent) => void;
  #state: "before" | "head" | "data" | "closed" = "before";
  /** Bytes that cannot be judged yet. */
  #rest: Buffer;
  /** The line break before the first delimiter, which the sender leaves out. */
  #lent = 2;
  /** Whether only the head of the current part has been reported. */
  #fresh = false;

  constructor(boundary: string, tell: (event: FormEvent) => void) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    this.#line = this.#delimiter.subarray(2);
    this.#rest = Buffer.from("\r\n");
    this.#tell = tell;
  }

  /** Whether the last line has come. */
  get closed(): boolean {
    return this.#state === "closed";
  }

  /** false: different readers could read this form differently, or it is not a form. */
  push(chunk: Buffer): boolean {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = EMPTY;
    for (;;) {
      if (this.#state === "closed") {
        // Some readers take note of content after the last line or before the first, others do not.
        if (!isBlank(bytes)) return false;
        this.#say("around", bytes);
        return true;
      }
      const used = this.#state === "head" ? this.#head(bytes) : this.#upToDelimiter(bytes);
      if (used < 0) return false;
      if (used === 0) {
        this.#rest = bytes;
        return true;
      }
      bytes = bytes.subarray(used);
    }
  }

  /** How many bytes have been handled; 0 if more must arrive first. */
  #upToDelimiter(bytes: Buffer): number {
    const kind = this.#state === "before" ? "around" : "data";
    const at = this.#delimiterIn(bytes);
    if (at === -1) return -1;
    // The end may contain the start of a delimiter.
    const end = at ?? Math.max(0, bytes.length - this.#delimiter.length + 1);
    if (end > 0) {
      if (kind === "around" && !isBlank(bytes.subarray(0, end))) return -1;
      this.#say(kind, bytes.subarray(0, end));
      this.#fresh = false;
    }
    if (end > 0 || at === null) return end;
    this.#state = "head";
    return this.#head(bytes);
  }

  /** null if there is none; −1 for one after half a line break, which some readers accept. */
  #delimiterIn(bytes: Buffer): number | null {
    for (let at = bytes.indexOf(this.#line); at >= 0; at = bytes.indexOf(this.#line, at + 1)) {
      const last = bytes[at - 1];
      if (last === LF && bytes[at - 2] === CR) return at - 2;
      // A part's first bytes follow the line break that ends its head.
      if (last === LF || last === CR || (at === 0 && this.#fresh)) return -1;
    }
    return null;
  }

  /** From the delimiter to the end of the following head, or the last line. */
  #head(bytes: Buffer): number {
    const from = this.#delimiter.length;
    if (bytes.length < from + 2) return 0;
    if (bytes[from] === 0x2d && bytes[from + 1] === 0x2d) {
      this.#state = "closed";
      this.#say("close", bytes.subarray(0, from + 2));
      return from + 2;
    }
    const end = bytes.indexOf(HEAD_END, from);
    if (end < 0) return bytes.length > MAX_HEAD ? -1 : 0;
    const next = end + HEAD_END.length;
    const text = bytes.toString("utf8", from, next);
    const line = text.indexOf("\r\n");
    if (ODD_BREAK.test(text.slice(line))) return -1;
    // Only white space may follow the boundary: otherwise it is the start of a longer one, or none at all.
    const name = /^[ \t]*$/.test(text.slice(0, line)) ? fieldName(text.slice(line + 2)) : null;
    if (name === null) return -1;
    this.#state = "data";
    this.#fresh = true;
    this.#tell({ kind: "part", name, bytes: this.#own(bytes.subarray(0, next)) });
    return next;
  }

  #say(kind: "data" | "close" | "around", bytes: Buffer): void {
    const own = this.#own(bytes);
    if (own.length > 0) this.#tell({ kind, bytes: own });
  }

  #own(bytes: Buffer): Buffer {
    const lent = Math.min(this.#lent, bytes.length);
    this.#lent -= lent;
    return bytes.subarray(lent);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === CR || byte === LF || byte === 0x20 || byte === 0x09);
}
