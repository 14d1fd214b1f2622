import type { SetItem } from "./pattern.ts";

const SPACES: readonly SetItem[] = [
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
].map(([from = 0, to = 0]) => ({ from, to }));
const ASCII_SPACES: readonly SetItem[] = [
  { from: 0x09, to: 0x0d },
  { from: 0x20, to: 0x20 },
];

/** Prints a set of characters for JavaScript, whose own `\d`, `\w` and `\s` are not those of Python. */
export function printSet({
  negated,
  items,
}: {
  readonly negated: boolean;
  readonly items: readonly SetItem[];
}): string {
  const [only] = items;
  if (only !== undefined && items.length === 1 && "class" in only) {
    const other = only.negated !== negated;
    const known = printClass(only.class, other, only.ascii);
    return known ?? `[${other ? "^" : ""}${printItem({ ...only, negated: false })}]`;
  }
  // All but the letters and digits of Unicode cannot stand in brackets beside others.
  const rest = items.filter((item) => !isAllButWords(item));
  if (rest.length === items.length) return `[${negated ? "^" : ""}${rest.map(printItem).join("")}]`;
  const others = rest.length === 0 ? "" : `[${rest.map(printItem).join("")}]`;
  if (negated) return others === "" ? WORD : `(?:(?!${others})${WORD})`;
  return others === "" ? ALL_BUT_WORDS : `(?:${others}|${ALL_BUT_WORDS})`;
}

const WORD = "[\\p{L}\\p{N}_]";
const ALL_BUT_WORDS = "[^\\p{L}\\p{N}_]";

function isAllButWords(item: SetItem): boolean {
  return "class" in item && item.class === "word" && item.negated && !item.ascii;
}

/** A class that stands alone; null if it is printed as one of several. */
function printClass(name: "digit" | "word" | "space", negated: boolean, ascii: boolean): string | null {
  if (name === "word") return ascii ? (negated ? "\\W" : "\\w") : negated ? ALL_BUT_WORDS : WORD;
  if (name === "digit") return ascii ? (negated ? "\\D" : "\\d") : negated ? "\\P{Nd}" : "\\p{Nd}";
  return null;
}

function printItem(item: SetItem): string {
  if ("class" in item) {
    if (item.class === "space") {
      const spaces = item.ascii ? ASCII_SPACES : SPACES;
      return (item.negated ? allBut(spaces) : spaces).map(printItem).join("");
    }
    if (item.class === "word" && !item.ascii) return "\\p{L}\\p{N}_";
    return printClass(item.class, item.negated, item.ascii) ?? "";
  }
  const from = printMember(item.from);
  if (item.from === item.to) return from;
  return item.to === item.from + 1 ? from + printMember(item.to) : `${from}-${printMember(item.to)}`;
}

function allBut(items: readonly SetItem[]): readonly SetItem[] {
  const left: SetItem[] = [];
  let next = 0;
  for (const item of items) {
    if ("class" in item) continue;
    left.push({ from: next, to: item.from - 1 });
    next = item.to + 1;
  }
  return [...left, { from: next, to: 0x10_ffff }];
}

function printMember(code: number): string {
  const text = String.fromCodePoint(code);
  return /[\]\\^[-]/.test(text) ? `\\${text}` : printCharacter(code);
}

/** A character as it can be seen in a source text. */
export function printCharacter(code: number): string {
  const text = String.fromCodePoint(code);
  if (code === 0x20 || !/[\p{C}\p{Z}\p{M}]/u.test(text)) return text;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}
