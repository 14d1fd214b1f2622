import { behindString } from "./end-of-object.ts";

/** A well-formed event, with the position of the only text in which the next one may differ. Offsets from the first byte. */
export interface EventTemplate {
  readonly bytes: Buffer;
  /** For loads of eight bytes at a time at any position. */
  readonly view: DataView;
  readonly start: number;
  /** The positions of the quotes before and after the text. */
  readonly open: number;
  readonly close: number;
  readonly end: number;
}

/** The text's key in chat chunks and in those of text completions. Within a text these quotes would be escaped. */
const KEYS = [Buffer.from('"content":"'), Buffer.from('"text":"')];

/** The well-formed event from `start` to `end` as a template for the next ones; null if it has no such text. */
export function eventTemplate(bytes: Buffer, start: number, end: number): EventTemplate | null {
  // A search beyond the event would go through everything after it.
  const event = bytes.subarray(start, end);
  for (const key of KEYS) {
    const at = event.indexOf(key);
    if (at < 0) continue;
    const open = start + at + key.length - 1;
    const close = behindString(bytes, open) - 1;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { bytes, view, start, open, close, end };
  }
  return null;
}

/**
 * The end of the event at `start` if it differs from the template only in the text, and so is well-formed too; 0 otherwise.
 * Chunks that arrive together usually differ in one word: comparing them takes a quarter of the time of reading each of
 * them.
 */
export function endOfMatch(template: EventTemplate, start: number): number {
  const { bytes, view, open, close, end } = template;
  // The text's two quotes are compared too.
  const head = open + 1 - template.start;
  const tail = end - close;
  if (start + head + tail > bytes.length || !same(view, template.start, start, head)) return 0;
  const behind = behindString(bytes, start + head - 1);
  if (behind === 0 || behind - 1 + tail > bytes.length) return 0;
  return same(view, close, behind - 1, tail) ? behind - 1 + tail : 0;
}

/**
 * Whether two ranges have the same bytes; both lie within the view, and the first is JSON. Eight bytes are compared as a
 * number: two are equal only if all their bits are, because JSON has no zero bytes and so there is neither 0 nor −0.
 */
function same(view: DataView, a: number, b: number, length: number): boolean {
  let i = 0;
  for (; i + 8 <= length; i += 8) if (view.getFloat64(a + i) !== view.getFloat64(b + i)) return false;
  for (; i < length; i++) if (view.getUint8(a + i) !== view.getUint8(b + i)) return false;
  return true;
}
