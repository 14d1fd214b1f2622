import { type Pattern, type Single, some } from "./pattern.ts";
import { printCharacter, printSet } from "./print-set.ts";
import { boundaryAsLooks } from "./word.ts";

/** A pattern for `new RegExp`. */
export interface RegExpParts {
  readonly source: string;
  /** `u` where it makes a difference. */
  readonly flags: "" | "u";
}

/** Prints a pattern for JavaScript, anchored at the start as Python's `re.match` is. */
export function printPattern(pattern: Pattern): RegExpParts {
  const printed = print(pattern);
  const flags = some(pattern, isBeyondUnits) ? "u" : "";
  if (pattern.kind === "choice") return { source: `^(?:${printed})`, flags };
  const first = pattern.kind === "sequence" ? pattern.items[0] : pattern;
  return { source: first?.kind === "start" ? printed : `^${printed}`, flags };
}

/** Prints what takes one character, as a whole pattern. */
export function printSingle(single: Single): RegExpParts {
  return { source: `^${print(single)}$`, flags: isBeyondUnits(single) ? "u" : "" };
}

/** Whether a part may take a character of two UTF-16 units, or needs Unicode's tables. */
function isBeyondUnits(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "literal":
      return pattern.text.length > 1;
    case "any":
      return true;
    case "boundary":
      return !pattern.ascii;
    case "set":
      return pattern.negated || pattern.items.some((item) => ("class" in item ? takesMore(item) : item.to >= 0xd800));
    default:
      return false;
  }
}

function takesMore({ ascii, negated }: { readonly ascii: boolean; readonly negated: boolean }): boolean {
  return !ascii || negated;
}

function print(pattern: Pattern): string {
  switch (pattern.kind) {
    case "literal":
      return printLiteral(pattern.text);
    case "any":
      return ".";
    case "set":
      return printSet(pattern);
    case "start":
      return "^";
    case "end":
      return "$";
    case "boundary":
      return pattern.ascii ? (pattern.negated ? "\\B" : "\\b") : `(?:${print(boundaryAsLooks(pattern))})`;
    case "reference":
      // In its own group, so that a digit after it is not part of the reference.
      return `(?:\\${pattern.group})`;
    case "sequence":
      return pattern.items.map(print).join("");
    case "choice":
      return pattern.options.map(print).join("|");
    case "group":
      return `${opening(pattern.number, pattern.name)}${print(pattern.item)})`;
    case "look":
      return `(?${pattern.behind ? "<" : ""}${pattern.negated ? "!" : "="}${print(pattern.item)})`;
    case "repeat": {
      const item = print(pattern.item);
      const repeated = pattern.item.kind === "look" ? `(?:${item})` : item;
      return `${repeated}${times(pattern.least, pattern.most)}${pattern.lazy ? "?" : ""}`;
    }
  }
}

function opening(number: number | null, name: string | null): string {
  if (number === null) return "(?:";
  return name !== null && /^\w+$/.test(name) ? `(?<${name}>` : "(";
}

function printLiteral(text: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(text) ? `\\${text}` : printCharacter(text.codePointAt(0) ?? 0);
}

function times(least: number, most: number | null): string {
  if (least === 0) return most === null ? "*" : most === 1 ? "?" : `{0,${most}}`;
  if (most === null) return least === 1 ? "+" : `{${least},}`;
  return most === least ? `{${least}}` : `{${least},${most}}`;
}
