import { ofEitherCase } from "./fold-case.ts";
import type { SetItem, Single } from "./pattern.ts";
import { fail, pushAtom, type Reading, refuse } from "./token.ts";
import { hintForEscape } from "./unknown-escape.ts";

const CLASSES = { d: "digit", w: "word", s: "space" } as const;
const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
const CODE = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;

/** The longest escape: `\U0001F600`. */
export const LONGEST_ESCAPE = 10;

/** Reads what starts with a backslash, outside of a character class. */
export function readEscape(reading: Reading) {
  const rest = reading.pattern.slice(reading.at, reading.at + LONGEST_ESCAPE);
  const letter = rest.charAt(1);
  switch (letter) {
    case "":
      return fail(reading, 1, "it ends in a backslash", "Write `\\\\` for the character.");
    case "A":
      return pushAtom(reading, 2, { kind: "start" });
    case "Z":
      return pushAtom(reading, 2, { kind: "end" });
    case "b":
    case "B":
      return pushAtom(reading, 2, { kind: "boundary", negated: letter === "B", ascii: reading.flags.ascii });
  }
  const item = classEscape(rest, reading.flags.ascii);
  if (item !== null) return pushAtom(reading, 2, { kind: "set", negated: false, items: [item] });
  // Three octal digits are a character, fewer that do not start with 0 are a group.
  const octal = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{2})/.exec(rest)?.[0];
  if (octal !== undefined) {
    const code = octalCode(reading, octal);
    if (code !== null) pushAtom(reading, octal.length, single(reading, code));
    return;
  }
  if (/[1-9]/.test(letter)) return readReference(reading, rest);
  const found = characterEscape(reading, rest);
  if (found !== null) pushAtom(reading, found.length, single(reading, found.code));
}

/** The character of up to three octal digits; null, with an error, if there is none. */
export function octalCode(reading: Reading, written: string): number | null {
  const code = Number.parseInt(written.slice(1), 8);
  if (code <= 0xff) return code;
  const hint = `Write \`\\u${code.toString(16).padStart(4, "0")}\` for the character.`;
  fail(reading, written.length, `\`${written}\` is above \`\\377\`, the last of Python's octal characters`, hint);
  return null;
}

/** `\d` and its like, in a character class or not; null for any other escape. */
export function classEscape(rest: string, ascii: boolean): SetItem | null {
  const letter = rest.charAt(1);
  const lower = letter.toLowerCase();
  if (lower !== "d" && lower !== "w" && lower !== "s") return null;
  return { class: CLASSES[lower], negated: letter !== lower, ascii };
}

/** An escape that stands for one character, in a class or not; null, with an error, if it is none. */
export function characterEscape(
  reading: Reading,
  rest: string,
): { readonly code: number; readonly length: number } | null {
  const letter = rest.charAt(1);
  const [written, x, u, wide] = CODE.exec(rest) ?? [];
  if (written !== undefined) {
    const code = Number.parseInt(x ?? u ?? wide ?? "", 16);
    if (code > 0x10_ffff) {
      fail(reading, written.length, `there is no character \`${written}\``, "The last one is `\\U0010FFFF`.");
      return null;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      halfCharacter(reading, written);
      return null;
    }
    return { code, length: written.length };
  }
  const control = CONTROLS[letter];
  if (control !== undefined) return { code: control, length: 2 };
  if (/[A-Za-z0-9]/.test(letter)) {
    const { problem, hint, known } = hintForEscape(letter, reading.pattern.slice(reading.at));
    (known ? refuse : fail)(reading, 2, problem, hint);
    return null;
  }
  const code = rest.codePointAt(1) ?? 0;
  return { code, length: code > 0xffff ? 3 : 2 };
}

/** A character as an atom, in the flags that apply where it stands. */
export function single({ flags }: Reading, code: number): Single {
  const text = String.fromCodePoint(code);
  return flags.ignoreCase ? ofEitherCase(text, flags.ascii) : { kind: "literal", text };
}

/** Python reads two halves as two characters, which no name has. */
function halfCharacter(reading: Reading, written: string) {
  const pair = /^\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(
    reading.pattern.slice(reading.at, reading.at + 12),
  );
  const whole = pair === null ? "" : JSON.parse(`"${pair[0]}"`);
  const code = typeof whole === "string" ? (whole.codePointAt(0) ?? 0) : 0;
  const hint =
    code === 0
      ? "Write the whole character, or `\\U` and its eight digits."
      : `Write \`\\U${code.toString(16).toUpperCase().padStart(8, "0")}\`.`;
  refuse(reading, pair?.[0].length ?? written.length, `\`${written}\` is half of a character`, hint);
}

function readReference(reading: Reading, rest: string) {
  const digits = /^\\([1-9]\d?)/.exec(rest)?.[1] ?? "";
  readReferenceTo(reading, Number(digits), digits, digits.length + 1);
}

/** A reference to a group that has to stand before it. */
export function readReferenceTo(reading: Reading, group: number | undefined, written: string, length: number) {
  if (group === undefined || group > reading.count) {
    return fail(
      reading,
      length,
      `there is no group \`${written}\` before it`,
      "Refer to a group that the pattern has.",
    );
  }
  if (reading.open.some((each) => each.group === group)) {
    return fail(reading, length, `the group \`${written}\` is not closed yet`, "Refer to a group that ends before it.");
  }
  if (reading.open.some(({ behind }) => behind)) {
    const hint = "Write out what the group can be, with one alias for each.";
    return refuse(reading, length, "a reference to a group cannot stand in a look-behind", hint);
  }
  if (reading.flags.ignoreCase) {
    const hint = "Put the flag around the rest only, as in `(?i:gpt)`, if the group has the same letters each time.";
    return refuse(reading, length, "a reference to a group cannot ignore case", hint);
  }
  if (!reading.references.has(group)) reading.references.set(group, { offset: reading.at, length });
  pushAtom(reading, length, { kind: "reference", group });
}
