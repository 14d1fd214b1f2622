import { readClass } from "./character-class.ts";
import { readEscape, single } from "./escape.ts";
import { readGroup } from "./group.ts";
import { readQuantifier } from "./quantifier.ts";
import { fail, push, pushAtom, type Reading } from "./token.ts";

/** Splits a pattern of Python's `re` into its pieces, up to the first error. */
export function readTokens(pattern: string): Reading {
  const reading: Reading = {
    pattern,
    at: 0,
    tokens: [],
    flags: { ignoreCase: false, ascii: false, verbose: false },
    count: 0,
    names: new Map(),
    open: [],
    references: new Map(),
    error: null,
  };
  while (reading.at < pattern.length && reading.error === null) readToken(reading);
  const unclosed = reading.open.at(-1);
  if (unclosed !== undefined && reading.error === null) {
    reading.at = unclosed.offset;
    fail(reading, 1, "this parenthesis is never closed", "Add the `)`, or write `\\(` for the character.");
  }
  return reading;
}

function readToken(reading: Reading) {
  const { pattern, at } = reading;
  if (reading.flags.verbose && skipsVerbose(reading)) return;
  const code = pattern.codePointAt(at) ?? 0;
  switch (String.fromCodePoint(code)) {
    case "\\":
      return readEscape(reading);
    case "[":
      return readClass(reading);
    case "(":
      return readGroup(reading);
    case ")":
      return readClosing(reading);
    case "|":
      return push(reading, 1, { kind: "or" });
    case "^":
      return pushAtom(reading, 1, { kind: "start" });
    case "$":
      return pushAtom(reading, 1, { kind: "end" });
    case ".":
      return pushAtom(reading, 1, { kind: "any" });
  }
  if (!readQuantifier(reading)) pushAtom(reading, code > 0xffff ? 2 : 1, single(reading, code));
}

function readClosing(reading: Reading) {
  const opened = reading.open.pop();
  if (opened === undefined) {
    return fail(reading, 1, "this parenthesis closes none", "Remove it, or write `\\)` for the character.");
  }
  reading.flags = opened.flags;
  push(reading, 1, { kind: "close" });
}

/** White space and comments, which `(?x)` leaves out. */
function skipsVerbose(reading: Reading): boolean {
  const [skipped] = /^(?:[ \t\n\r\v\f]+|#[^\n]*)/.exec(reading.pattern.slice(reading.at)) ?? [];
  if (skipped === undefined) return false;
  reading.at += skipped.length;
  return true;
}
