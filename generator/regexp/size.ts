import { type Pattern, partsOf } from "./pattern.ts";

/** How many parts a pattern has if its repetitions are written out. */
export function sizeOf(pattern: Pattern): number {
  const size = partsOf(pattern).reduce((sum, part) => sum + sizeOf(part), 1);
  if (pattern.kind !== "repeat") return size;
  return size * Math.max(1, pattern.most ?? pattern.least + 1);
}
