import { characterEscape, classEscape, LONGEST_ESCAPE, octalCode } from "./escape.ts";
import { withEitherCase } from "./fold-case.ts";
import type { SetItem } from "./pattern.ts";
import { fail, pushAtom, type Reading } from "./token.ts";

/** Reads `[…]`. A `]` right after the opening is a character. */
export function readClass(reading: Reading) {
  const { pattern, at: start, flags } = reading;
  const negated = pattern.startsWith("[^", start);
  const first = start + (negated ? 2 : 1);
  const items: SetItem[] = [];
  let at = first;
  while (at < pattern.length && (at === first || pattern.charAt(at) !== "]")) {
    const piece = classPiece(reading, at);
    if (piece === null) return;
    at += piece.length;
    const isRange = pattern.charAt(at) === "-" && at + 1 < pattern.length && pattern.charAt(at + 1) !== "]";
    if (!isRange) {
      items.push(piece.item);
      continue;
    }
    const end = classPiece(reading, at + 1);
    if (end === null) return;
    const range = rangeOf(piece.item, end.item);
    if (range === null) return badRange(reading, at - piece.length, at + 1 + end.length);
    items.push(range);
    at += 1 + end.length;
  }
  if (at >= pattern.length) {
    return fail(reading, 1, "this bracket is never closed", "Add the `]`, or write `\\[` for the character.");
  }
  const folded = flags.ignoreCase ? withEitherCase(items, flags.ascii) : items;
  pushAtom(reading, at + 1 - start, { kind: "set", negated, items: folded });
}

function classPiece(reading: Reading, at: number): { readonly item: SetItem; readonly length: number } | null {
  const rest = reading.pattern.slice(at, at + LONGEST_ESCAPE);
  if (!rest.startsWith("\\")) {
    const code = rest.codePointAt(0) ?? 0;
    return { item: { from: code, to: code }, length: code > 0xffff ? 2 : 1 };
  }
  const item = classEscape(rest, reading.flags.ascii);
  if (item !== null) return { item, length: 2 };
  const start = reading.at;
  reading.at = at;
  const found = escapedCharacter(reading, rest);
  if (found === null) return null;
  reading.at = start;
  return { item: { from: found.code, to: found.code }, length: found.length };
}

/** Every number in a class is octal. */
function escapedCharacter(reading: Reading, rest: string) {
  const octal = /^\\[0-7]{1,3}/.exec(rest)?.[0];
  if (octal !== undefined) {
    const code = octalCode(reading, octal);
    return code === null ? null : { code, length: octal.length };
  }
  if (rest.length === 1) {
    fail(reading, 1, "it ends in a backslash", "Write `\\\\` for the character.");
    return null;
  }
  return characterEscape(reading, rest);
}

function rangeOf(from: SetItem, to: SetItem): SetItem | null {
  if ("class" in from || "class" in to || from.from > to.from) return null;
  return { from: from.from, to: to.from };
}

function badRange(reading: Reading, from: number, to: number) {
  const written = reading.pattern.slice(from, to);
  reading.at = from;
  const hint = "Write the smaller end first. A `-` that stands for itself comes last in the brackets.";
  fail(reading, to - from, `\`${written}\` is no range of characters`, hint);
}
