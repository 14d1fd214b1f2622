/** A control character, or half of a line break, which some readers take as the start of another header. */
const STRAY = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/;

/** Whether a head has anything but whole lines of text in it. */
export function hasStray(head: string): boolean {
  return STRAY.test(head);
}

/** The part of a text between two positions, without spaces and tabs around it: `trim` would remove more than HTTP allows. */
export function withoutSpace(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
