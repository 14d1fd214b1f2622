import type { SetItem, Single } from "./pattern.ts";

/** Code points as ranges, sorted, without overlaps; −1 stands for the end of the name. */
export type Characters = readonly (readonly [from: number, to: number])[];

export const NO_CHARACTER: Characters = [];
export const THE_END: Characters = [[-1, -1]];
const LAST = 0x10_ffff;
export const ANYTHING: Characters = [[-1, LAST]];

/** The characters that a part may take: never too few, and of those outside of ASCII often too many. */
export function charactersOf(single: Single): Characters {
  switch (single.kind) {
    case "literal": {
      const code = single.text.codePointAt(0) ?? 0;
      return [[code, code]];
    }
    case "any":
      return [[0, LAST]];
    case "set": {
      if (!single.negated) return union(single.items.map(atMost));
      return complement(union(single.items.map(atLeast)));
    }
  }
}

export function union(sets: readonly Characters[]): Characters {
  const sorted = sets.flat().sort(([a], [b]) => a - b);
  const ranges: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}

export function overlap(a: Characters, b: Characters): boolean {
  let at = 0;
  for (const [from, to] of a) {
    while ((b[at]?.[1] ?? to) < from) at += 1;
    if ((b[at]?.[0] ?? to + 1) <= to) return true;
  }
  return false;
}

function complement(ranges: Characters): Characters {
  const left: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) left.push([next, from - 1]);
    next = to + 1;
  }
  return next > LAST ? left : [...left, [next, LAST]];
}

const ASCII = {
  digit: [[0x30, 0x39]],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  space: [
    [0x09, 0x0d],
    [0x1c, 0x20],
  ],
} satisfies Record<string, Characters>;
const BEYOND: Characters = [[0x80, LAST]];

/** Any character beyond ASCII may be a letter, and any may be none. */
function atMost(item: SetItem): Characters {
  if (!("class" in item)) return [[item.from, item.to]];
  if (item.negated) return complement(ASCII[item.class]);
  return item.ascii ? ASCII[item.class] : union([ASCII[item.class], BEYOND]);
}

function atLeast(item: SetItem): Characters {
  if (!("class" in item)) return [[item.from, item.to]];
  if (!item.negated) return ASCII[item.class];
  const others = complement(ASCII[item.class]);
  return item.ascii
    ? others
    : others.flatMap(([from, to]) => (from > 0x7f ? [] : [[from, Math.min(to, 0x7f)] as const]));
}
