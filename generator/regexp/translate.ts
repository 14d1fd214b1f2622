import { readClass } from "./character-class.ts";
import { readEscape } from "./escape.ts";
import { readGroup } from "./group.ts";
import { fail, type Groups, type PatternError, push, type Reading, type Token } from "./token.ts";

export type Translated =
  | { readonly ok: true; readonly source: string; readonly tokens: readonly Token[]; readonly groups: Groups }
  | { readonly ok: false; readonly error: PatternError; readonly groups: Groups };

/**
 * Turns a pattern of Python's `re` into a JavaScript one that matches the same names, anchored at the start as
 * `re.match` is. Syntax that JavaScript does not have, or reads differently, is an error.
 */
export function translate(pattern: string): Translated {
  const reading: Reading = {
    pattern,
    at: 0,
    tokens: [],
    count: 0,
    names: new Map(),
    open: [],
    references: [],
    error: null,
  };
  while (reading.at < pattern.length && reading.error === null) readToken(reading);
  checkEnd(reading);
  const { tokens, error } = reading;
  const groups: Groups = { count: reading.count, names: reading.names };
  if (error !== null) return { ok: false, error, groups };
  const source = anchored(tokens);
  const refused = compileError(source, pattern);
  return refused === null ? { ok: true, source, tokens, groups } : { ok: false, error: refused, groups };
}

const QUANTIFIER = /^(?:[*+?]|\{\d+\}|\{\d+,\d*\}|\{,\d+\})\??/;

function readToken(reading: Reading) {
  const { pattern, at } = reading;
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  switch (character) {
    case "\\":
      return readEscape(reading);
    case "[":
      return readClass(reading);
    case "(":
      return readGroup(reading);
    case ")":
      if (reading.open.pop() === undefined) {
        return fail(reading, 1, "this parenthesis closes none", "Remove it, or write `\\)` for the character.");
      }
      return push(reading, 1, { kind: "close", source: ")" });
    case "|":
      return push(reading, 1, { kind: "or", source: "|" });
    case "^":
      return push(reading, 1, { kind: "start", source: "^" });
    case "$":
      return push(reading, 1, { kind: "end", source: "$" });
    case ".":
      return push(reading, 1, { kind: "dot", source: "." });
  }
  const quantifier = QUANTIFIER.exec(pattern.slice(at, at + 32))?.[0];
  if (quantifier !== undefined) return readQuantifier(reading, quantifier);
  // Outside a class and a quantifier these four are ordinary characters in Python; JavaScript is less sure.
  const source = /[{}\]/]/.test(character) ? `\\${character}` : character.length > 1 ? `(?:${character})` : character;
  push(reading, character.length, { kind: "literal", source, literal: character });
}

function readQuantifier(reading: Reading, quantifier: string) {
  const before = reading.tokens.at(-1)?.kind;
  if (before === undefined || ["open", "or", "quantifier", "start", "end"].includes(before)) {
    const problem = `there is nothing that \`${quantifier}\` could repeat`;
    return fail(reading, quantifier.length, problem, `Write \`\\${quantifier}\` if the character itself is meant.`);
  }
  push(reading, quantifier.length, { kind: "quantifier", source: quantifier.replace("{,", "{0,") });
}

function checkEnd(reading: Reading) {
  const { open, references, names, count } = reading;
  const unclosed = open.at(-1);
  if (unclosed !== undefined && reading.error === null) {
    reading.at = unclosed;
    fail(reading, 1, "this parenthesis is never closed", "Add the `)`, or write `\\(` for the character.");
  }
  for (const { group, offset, length } of references) {
    if (typeof group === "number" ? group <= count : names.has(group)) continue;
    reading.at = offset;
    fail(reading, length, `there is no group \`${group}\``, "Refer to a group that the pattern has.");
  }
}

/** `re.match` matches from the start of the name, even without a `^`. */
function anchored(tokens: readonly Token[]): string {
  const source = tokens.map((token) => token.source).join("");
  if (hasAlternatives(tokens)) return `^(?:${source})`;
  return tokens[0]?.kind === "start" ? source : `^${source}`;
}

/** Whether there is a `|` outside of all parentheses. */
export function hasAlternatives(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { kind } of tokens) {
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    else if (kind === "or" && depth === 0) return true;
  }
  return false;
}

function compileError(source: string, pattern: string): PatternError | null {
  try {
    new RegExp(source);
    return null;
  } catch (error) {
    // V8 says `Invalid regular expression: /x/: Nothing to repeat`.
    const reason =
      error instanceof Error ? error.message.slice(error.message.lastIndexOf(": ") + 2) : "it is not valid";
    const problem = reason.charAt(0).toLowerCase() + reason.slice(1);
    return { problem, hint: "Correct the pattern.", offset: 0, length: pattern.length };
  }
}
