import { fail, push, type Reading, type Token } from "./token.ts";

/** Escapes that mean the same to Python and to JavaScript. */
const SAME = new Set("dDwWsSbB");
const CHARACTERS: Readonly<Record<string, string>> = { f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const CODE = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/;

/** Reads what starts with a backslash, outside of a character class. */
export function readEscape(reading: Reading) {
  const rest = reading.pattern.slice(reading.at, reading.at + 6);
  const letter = rest.charAt(1);
  if (letter === "") return fail(reading, 1, "it ends in a backslash", "Write `\\\\` for the character.");
  if (letter === "A") return push(reading, 2, { kind: "start", source: "^" });
  if (letter === "Z") return push(reading, 2, { kind: "end", source: "$" });
  if (SAME.has(letter)) {
    return push(reading, 2, { kind: /[bB]/.test(letter) ? "boundary" : "set", source: `\\${letter}` });
  }
  if (/[1-9]/.test(letter)) return readReference(reading);
  const token = characterEscape(rest);
  if (token === null) return failEscape(reading, letter);
  push(reading, token.length, token);
}

/** An escape that stands for one character, in a class or not; null if it is none. */
export function characterEscape(rest: string): (Token & { readonly length: number }) | null {
  const letter = rest.charAt(1);
  const code = CODE.exec(rest);
  if (code !== null) {
    const literal = String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? "", 16));
    return { kind: "literal", source: code[0], literal, length: code[0].length };
  }
  const control = CHARACTERS[letter];
  if (control !== undefined) return { kind: "literal", source: `\\${letter}`, literal: control, length: 2 };
  if (/[A-Za-z0-9]/.test(letter)) return null;
  const literal = String.fromCodePoint(rest.codePointAt(1) ?? 0);
  if (literal.length > 1) return { kind: "literal", source: `(?:${literal})`, literal, length: 3 };
  // JavaScript does not need a backslash before most of these, but accepts one before any.
  return { kind: "literal", source: `\\${literal}`, literal, length: 2 };
}

export function failEscape(reading: Reading, letter: string) {
  const hint = letter === "z" ? "Write `$` for the end." : `Write \`${letter}\` for the character.`;
  fail(reading, 2, `\`\\${letter}\` is not an escape that Turnout knows`, hint);
}

function readReference(reading: Reading) {
  const text = /^\\(\d\d?)/.exec(reading.pattern.slice(reading.at))?.[1] ?? "";
  const length = text.length + 1;
  reading.references.push({ group: Number(text), offset: reading.at, length });
  // In its own group, so that a digit after it is not part of the reference.
  push(reading, length, { kind: "reference", source: `(?:\\${text})` });
}
