import { fail, push, type Reading, refuse, type Token } from "./token.ts";

const QUANTIFIER = /^(?:[*+?]|\{\d+\}|\{\d*,\d*\})/;

/** More does not fit into Python's own counter. */
const MOST = 4_294_967_294;

/** Reads `*`, `{2,3}` and their like. @returns false if there is none here */
export function readQuantifier(reading: Reading): boolean {
  const rest = reading.pattern.slice(reading.at, reading.at + 64);
  const [written] = QUANTIFIER.exec(rest) ?? [];
  if (written === undefined) return false;
  const lazy = rest.charAt(written.length) === "?";
  const length = written.length + (lazy ? 1 : 0);
  const { least, most } = timesOf(written);
  if (!canRepeat(reading, written, length)) return true;
  if (rest.charAt(written.length) === "+") {
    const hint = `Write \`${written}\`, if the pattern may then match more names.`;
    refuse(reading, length + 1, `a repetition that gives nothing back, \`${written}+\`, is not supported`, hint);
  } else if (most !== null && most < least) {
    fail(reading, length, `\`${written}\` has its smaller number last`, `Write \`{${most},${least}}\`.`);
  } else if (least > MOST || (most ?? 0) > MOST) {
    fail(reading, length, `\`${written}\` repeats too often`, "A name has at most 1,024 characters.");
  } else {
    push(reading, length, { kind: "quantifier", least, most, lazy });
  }
  return true;
}

function canRepeat(reading: Reading, written: string, length: number): boolean {
  const before = reading.tokens.at(-1);
  if (before?.kind === "quantifier") {
    const hint = "Put a group around what is repeated first, as in `(?:a{2}){3}`, or a backslash before a character.";
    fail(reading, length, `\`${written}\` repeats a repetition`, hint);
    return false;
  }
  if (hasItem(before)) return true;
  const hint =
    written === "*" && reading.at === 0
      ? "Write `.*` for any characters, or `\\*` for the character itself."
      : `Write \`\\${written}\` if the character itself is meant.`;
  fail(reading, length, `there is nothing that \`${written}\` could repeat`, hint);
  return false;
}

function hasItem(before: Token | undefined): boolean {
  if (before === undefined || before.kind === "open" || before.kind === "or") return false;
  return !(before.kind === "atom" && ["start", "end", "boundary"].includes(before.atom.kind));
}

/** How often a quantifier repeats what stands before it. */
function timesOf(quantifier: string): { readonly least: number; readonly most: number | null } {
  switch (quantifier) {
    case "*":
      return { least: 0, most: null };
    case "+":
      return { least: 1, most: null };
    case "?":
      return { least: 0, most: 1 };
  }
  const [, least = "", comma, most = ""] = /^\{(\d*)(,)?(\d*)\}/.exec(quantifier) ?? [];
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === "" ? null : Number(most) };
}
