import type { SetItem, Single } from "./pattern.ts";

/** No character above has cases. */
const LAST_CASED = 0x1_ffff;

let variants: ReadonlyMap<number, readonly number[]> | null = null;

/** The characters that Python's `(?i)` does not tell from those of a set, together with the set's own. */
export function withEitherCase(items: readonly SetItem[], ascii: boolean): readonly SetItem[] {
  return items.flatMap((item) => {
    if ("class" in item) return [item];
    const others: SetItem[] = [];
    for (let code = item.from; code <= Math.min(item.to, LAST_CASED); code++) {
      for (const other of variantsOf(code, ascii)) {
        if (other < item.from || other > item.to) others.push({ from: other, to: other });
      }
    }
    return [item, ...joined(others)];
  });
}

/** A character as `(?i)` reads it: itself, or a set of its variants. */
export function ofEitherCase(text: string, ascii: boolean): Single {
  const code = text.codePointAt(0) ?? 0;
  const others = variantsOf(code, ascii);
  if (others.length === 0) return { kind: "literal", text };
  return { kind: "set", negated: false, items: [code, ...others].map((each) => ({ from: each, to: each })) };
}

function variantsOf(code: number, ascii: boolean): readonly number[] {
  if (!ascii) {
    variants ??= findVariants();
    return variants.get(code) ?? [];
  }
  const letter = code > 0x7f ? "" : String.fromCharCode(code);
  return /[a-z]/i.test(letter) ? [code ^ 0x20] : [];
}

/** Python compares lower case, and takes for equal what has the same upper case: `k` and the Kelvin sign, `ſ` and `s`. */
function findVariants(): ReadonlyMap<number, readonly number[]> {
  const same = new Map<string, number[]>();
  for (let code = 0; code <= LAST_CASED; code++) {
    const character = String.fromCodePoint(code);
    // Only `İ` has two characters in lower case, of which Python takes the first.
    const lower = String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? code);
    const key = lower.toUpperCase();
    if (key === character && lower === character) continue;
    same.set(key, [...(same.get(key) ?? []), code]);
  }
  const found = new Map<number, readonly number[]>();
  for (const codes of same.values()) {
    if (codes.length === 1) continue;
    for (const code of codes) {
      found.set(
        code,
        codes.filter((other) => other !== code),
      );
    }
  }
  return found;
}

/** Neighbours as ranges, so that `[a-z]` becomes `[a-zA-Z]`. */
function joined(items: readonly SetItem[]): readonly SetItem[] {
  const codes = items.flatMap((item) => ("class" in item ? [] : [item.from])).sort((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last !== undefined && code <= last.to + 1) last.to = code;
    else ranges.push({ from: code, to: code });
  }
  return ranges;
}
