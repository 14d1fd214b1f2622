import type { Look, Pattern } from "./pattern.ts";

/** `\b` and `\B`, said by what stands before and behind. */
export function boundaryAsLooks({ negated, ascii }: Pattern & { readonly kind: "boundary" }): Pattern {
  const look = (behind: boolean, fails: boolean): Look => ({
    kind: "look",
    behind,
    negated: fails,
    item: { kind: "set", negated: false, items: [{ class: "word", negated: false, ascii }] },
  });
  const both = (before: boolean, behind: boolean): Pattern => ({
    kind: "sequence",
    items: [look(true, !before), look(false, !behind)],
  });
  return { kind: "choice", options: [both(true, negated), both(false, !negated)] };
}
