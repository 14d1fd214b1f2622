import { fieldName } from "./field-name.ts";

/** What a form is made of. All the bytes together are the form as it came. */
export type FormEvent =
  /** A part begins: the line in front of it and its head. */
  | { readonly kind: "part"; readonly name: string; readonly bytes: Buffer }
  | { readonly kind: "data"; readonly bytes: Buffer }
  /** The last line. */
  | { readonly kind: "close"; readonly bytes: Buffer }
  /** What stands around the form, and means nothing. */
  | { readonly kind: "around"; readonly bytes: Buffer };

/** Heads of parts are a few hundred bytes. */
const MAX_HEAD = 16_384;
const HEAD_END = Buffer.from("\r\n\r\n");
const EMPTY = Buffer.alloc(0);

/** A form, taken apart wherever the reads happen to cut it: https://www.rfc-editor.org/rfc/rfc2046#section-5.1 */
export class FormReader {
  readonly #delimiter: Buffer;
  readonly #tell: (event: FormEvent) => void;
  #state: "before" | "head" | "data" | "closed" = "before";
  /** What cannot be judged yet. */
  #rest: Buffer;
  /** The line break in front of the first delimiter, which the sender leaves out. */
  #lent = 2;

  constructor(boundary: string, tell: (event: FormEvent) => void) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    this.#rest = Buffer.from("\r\n");
    this.#tell = tell;
  }

  /** Whether the last line has come. */
  get closed(): boolean {
    return this.#state === "closed";
  }

  /** false: this is no form that everyone would read alike. */
  push(chunk: Buffer): boolean {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = EMPTY;
    for (;;) {
      if (this.#state === "closed") {
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

  /** How many bytes are done with; 0 where more must come first. */
  #upToDelimiter(bytes: Buffer): number {
    const kind = this.#state === "before" ? "around" : "data";
    const at = bytes.indexOf(this.#delimiter);
    if (at < 0) {
      const safe = bytes.length - this.#delimiter.length + 1;
      if (safe <= 0) return 0;
      this.#say(kind, bytes.subarray(0, safe));
      return safe;
    }
    if (at > 0) {
      this.#say(kind, bytes.subarray(0, at));
      return at;
    }
    this.#state = "head";
    return this.#head(bytes);
  }

  /** From the delimiter to the end of the head that follows it; or the last line. */
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
    // Only blanks may stand behind the boundary: else it is the beginning of a longer one, or of none.
    const name = /^[ \t]*$/.test(text.slice(0, line)) ? fieldName(text.slice(line + 2)) : null;
    if (name === null) return -1;
    this.#state = "data";
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
