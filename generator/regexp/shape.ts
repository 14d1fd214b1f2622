import type { Pattern } from "./pattern.ts";

/** What a pattern comes down to. */
export type PatternShape =
  /** `^gpt-4o$`: one name. */
  | { readonly kind: "exact"; readonly name: string }
  /** `^gpt-(.*)$`, `^gpt-.*`, `^gpt-`: all names that start so; `rest` says which group is the remainder, if any. */
  | { readonly kind: "prefix"; readonly prefix: string; readonly rest: number | null }
  /** Anything else; `prefix` is the literal that every match starts with, "" if none. */
  | { readonly kind: "regexp"; readonly prefix: string };

/**
 * The shape of a pattern, if it is certain: a name has no line breaks, so `.*` matches all that is left of
 * it, but `.+` does not match an empty rest, and a lazy `.*?` matches as little as it can.
 */
export function shapeOf(pattern: Pattern): PatternShape {
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const anchored = items[0]?.kind === "start" ? items.slice(1) : items;
  const end = anchored.findIndex(({ kind }) => kind !== "literal");
  const literals = end === -1 ? anchored : anchored.slice(0, end);
  const prefix = literals.map((item) => (item.kind === "literal" ? item.text : "")).join("");
  const rest = anchored.slice(literals.length);
  const [first] = rest;
  if (first?.kind === "end" && rest.length === 1) return { kind: "exact", name: prefix };
  const tail = rest.at(-1)?.kind === "end" ? rest.slice(0, -1) : rest;
  const [only] = tail;
  if (only === undefined || (tail.length === 1 && isAnything(only))) return { kind: "prefix", prefix, rest: null };
  if (tail.length === 1 && only.kind === "group" && isAnything(only.item)) {
    return { kind: "prefix", prefix, rest: only.number };
  }
  return { kind: "regexp", prefix };
}

function isAnything(pattern: Pattern): boolean {
  const { kind } = pattern;
  return (
    kind === "repeat" && !pattern.lazy && pattern.least === 0 && pattern.most === null && pattern.item.kind === "any"
  );
}
