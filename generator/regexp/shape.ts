import type { Token } from "./token.ts";
import { hasAlternatives } from "./translate.ts";

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
export function shapeOf(tokens: readonly Token[]): PatternShape {
  if (hasAlternatives(tokens)) return { kind: "regexp", prefix: "" };
  let at = tokens[0]?.kind === "start" ? 1 : 0;
  let prefix = "";
  for (let literal = literalAt(tokens, at); literal !== null; literal = literalAt(tokens, at)) {
    prefix += literal;
    at += 1;
  }
  const rest = tokens.slice(at);
  if (rest.length === 1 && rest[0]?.kind === "end") return { kind: "exact", name: prefix };
  const tail = rest.at(-1)?.kind === "end" ? rest.slice(0, -1) : rest;
  if (tail.length === 0 || isAnything(tail)) return { kind: "prefix", prefix, rest: null };
  const [open] = tail;
  if (open?.kind === "open" && tail.at(-1)?.kind === "close" && isAnything(tail.slice(1, -1))) {
    if (open.group !== undefined) return { kind: "prefix", prefix, rest: open.group };
    if (open.source === "(?:") return { kind: "prefix", prefix, rest: null };
  }
  return { kind: "regexp", prefix };
}

/** The character that must stand here; null if there is none, or if what follows makes it optional or repeats it. */
function literalAt(tokens: readonly Token[], at: number): string | null {
  const token = tokens[at];
  if (token?.literal === undefined || tokens[at + 1]?.kind === "quantifier") return null;
  return token.literal;
}

function isAnything(tokens: readonly Token[]): boolean {
  const [dot, star] = tokens;
  return tokens.length === 2 && dot?.kind === "dot" && star?.source === "*";
}
