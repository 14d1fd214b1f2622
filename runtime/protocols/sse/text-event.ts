import { isObject, type JsonObject, parseObject } from "../json/json-object.ts";
import type { EscapedText } from "../model/escaped-text.ts";

/** The form of a text event in a protocol. */
export interface TextEventShape {
  /** The members that may contain the text, at any position. */
  readonly texts: readonly string[];
  /** Top-level members that change from one event to the next and do not matter for the text. */
  readonly numbers: readonly string[];
  readonly strings: readonly string[];
  /** The text of an event; not a string if it has none. */
  readonly textOf: (data: JsonObject) => unknown;
}

/** A constant part of a template. Its length is kept because a view computes its own anew each time. */
interface Part {
  readonly view: DataView;
  readonly length: number;
}

/** What may differ between two events that are otherwise the same. */
type Hole = "text" | "number" | "string";

interface Cut {
  readonly hole: Hole;
  readonly member: string;
  readonly from: number;
  readonly to: number;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
/** What `JSON.stringify` writes after a backslash; other escapes are left to it. */
const ESCAPES = new Uint8Array(256);
for (const letter of Buffer.from('"\\bfnrt')) ESCAPES[letter] = 1;

/** Written in the place of a variable part, to find its position in the object. */
const MARK = "~turnout~";
const MARK_NUMBER = 946_684_799_871;

const NOTHING = Buffer.alloc(0);
/** The engine copies substrings shorter than this; a longer one would keep the whole read in memory. */
const SHORT = 13;

/**
 * A parsed event as the template of the next ones: text events differ only in a word and a number, and comparing bytes takes
 * a tenth of the time of parsing. It is also the text of the last event that matched.
 */
export class TextEvent implements EscapedText {
  bytes: Buffer = NOTHING;
  from = 0;
  to = 0;
  ascii = true;
  escapes = 0;
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** All bytes as text: to cut many short pieces from it takes less time than to decode each. */
  #latin1: string | null = null;
  readonly #parts: readonly Part[];
  readonly #holes: readonly Hole[];

  /** @param parts the constant bytes before, between and after the holes */
  constructor(parts: readonly Buffer[], holes: readonly Hole[]) {
    this.#parts = parts.map(({ buffer, byteOffset, length }) => {
      return { view: new DataView(buffer, byteOffset, length), length };
    });
    this.#holes = holes;
  }

  text(): string {
    const { bytes, from, to } = this;
    if (!this.ascii || to - from >= SHORT) return bytes.toString("utf8", from, to);
    this.#latin1 ??= bytes.toString("latin1");
    return this.#latin1.slice(from, to);
  }

  /** The end of the event at `start` if it matches; 0 if it does not, or not for certain. */
  match(bytes: Buffer, start: number): number {
    if (bytes !== this.bytes) this.#lookAt(bytes);
    const view = this.#view;
    const { length } = bytes;
    const holes = this.#holes;
    let at = start;
    for (let i = 0; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part === undefined || at + part.length > length || !matches(view, at, part)) return 0;
      at += part.length;
      const hole = holes[i];
      if (hole === undefined) continue;
      const end =
        hole === "text"
          ? this.#behindText(bytes, at)
          : hole === "number"
            ? behindDigits(bytes, at)
            : behindString(bytes, at);
      if (end < 0) return 0;
      at = end;
    }
    return at;
  }

  #lookAt(bytes: Buffer): void {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#latin1 = null;
  }

  #behindText(bytes: Buffer, from: number): number {
    let all = 0;
    let escapes = 0;
    let at = from;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte < SPACE) return -1;
      if (byte === BACKSLASH) {
        if (ESCAPES[bytes[at + 1] ?? 0] !== 1) return -1;
        escapes++;
        at++;
      }
      all |= byte;
      at++;
    }
    this.from = from;
    this.to = at;
    this.ascii = all < 0x80;
    this.escapes = escapes;
    return at;
  }
}

/** A template from the event in these bytes; null if its form is not supported. */
export function textEventIn(bytes: Buffer, shape: TextEventShape): TextEvent | null {
  const text = bytes.toString("utf8");
  if (text.includes("\r") || text.includes("\0") || text.includes(MARK) || text.includes(String(MARK_NUMBER)))
    return null;
  if (!/^(?:event:[^\n]*\n)?data:[^\n]*\n\n$/.test(text) || !Buffer.from(text).equals(bytes)) return null;
  for (const member of shape.texts) {
    const cuts = cutsIn(text, member, shape);
    if (cuts !== null && areSafe(text, cuts, shape)) return templateOf(text, cuts);
  }
  return null;
}

function cutsIn(text: string, member: string, { numbers, strings }: TextEventShape): readonly Cut[] | null {
  const found = stringCut(text, member, "text");
  if (found === null) return null;
  const others = [
    ...numbers.map((each) => numberCut(text, each)),
    ...strings.map((each) => stringCut(text, each, "string")),
  ];
  return [found, ...others].filter((cut) => cut !== null).sort((a, b) => a.from - b.from);
}

function stringCut(text: string, member: string, hole: Hole): Cut | null {
  const found = new RegExp(`"${member}": ?"`).exec(text);
  if (found === null) return null;
  const from = found.index + found[0].length;
  const length = /^(?:[^"\\]|\\.)*/.exec(text.slice(from))?.[0].length ?? 0;
  return { hole, member, from, to: from + length };
}

function numberCut(text: string, member: string): Cut | null {
  const found = new RegExp(`"${member}": ?(\\d+)(?=[,}])`).exec(text);
  const digits = found?.[1];
  if (found === null || digits === undefined) return null;
  const to = found.index + found[0].length;
  return { hole: "number", member, from: to - digits.length, to };
}

/** Whether the cut parts are where they ought to be, and nowhere else: a member may occur twice, or within another. */
function areSafe(text: string, cuts: readonly Cut[], { textOf }: TextEventShape): boolean {
  let marked = "";
  let at = 0;
  for (const { hole, from, to } of cuts) {
    if (from < at) return false;
    marked += text.slice(at, from) + (hole === "number" ? MARK_NUMBER : MARK + hole);
    at = to;
  }
  marked += text.slice(at);
  const data = parseObject(marked.slice(marked.indexOf("data:") + "data:".length));
  if (!isObject(data) || textOf(data) !== `${MARK}text`) return false;
  return cuts.every(
    ({ hole, member }) => hole === "text" || data[member] === (hole === "number" ? MARK_NUMBER : `${MARK}string`),
  );
}

function templateOf(text: string, cuts: readonly Cut[]): TextEvent {
  const parts: Buffer[] = [];
  let at = 0;
  for (const { from, to } of cuts) {
    parts.push(Buffer.from(text.slice(at, from)));
    at = to;
  }
  parts.push(Buffer.from(text.slice(at)));
  return new TextEvent(
    parts,
    cuts.map(({ hole }) => hole),
  );
}

/**
 * Eight bytes are compared as a number: two are equal only if all their bits are, because a template has no zero bytes and
 * so there is neither 0 nor −0.
 */
function matches(view: DataView, at: number, { view: part, length }: Part): boolean {
  let i = 0;
  for (; i + 8 <= length; i += 8) if (view.getFloat64(at + i, true) !== part.getFloat64(i, true)) return false;
  for (; i < length; i++) if (view.getUint8(at + i) !== part.getUint8(i)) return false;
  return true;
}

function behindDigits(bytes: Buffer, from: number): number {
  let at = from;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) at++;
  return at === from || (bytes[from] === ZERO && at > from + 1) ? -1 : at;
}

function behindString(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte < SPACE || byte === BACKSLASH) return -1;
    at++;
  }
}
