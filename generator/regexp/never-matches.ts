import { type Pattern, partsOf } from "./pattern.ts";

/** Why a pattern can match no model name. */
export type Impossible =
  /** A line break, tab or other control character. */
  | { readonly kind: "control" }
  /** `|`, `^`, `!` or `?`, which end a name. */
  | { readonly kind: "operator"; readonly text: string }
  /** White space at the start or the end. */
  | { readonly kind: "space" }
  /** `^` behind something, or `$` before something. */
  | { readonly kind: "anchor"; readonly anchor: "^" | "$" }
  | { readonly kind: "length"; readonly least: number };

/** What stands beside a part of a pattern: at least one character before it, and at least one behind it. */
interface Around {
  readonly before: boolean;
  readonly after: boolean;
}

/**
 * Why no name of at most `longest` characters can match; null where one may. What looks around and refers back counts
 * as possible, so that only what is certain is reported.
 */
export function neverMatches(pattern: Pattern, longest: number): Impossible | null {
  const found = impossible(pattern, { before: false, after: false }) ?? spaced(pattern);
  if (found !== null) return found;
  const least = leastLength(pattern);
  return least > longest ? { kind: "length", least } : null;
}

function impossible(pattern: Pattern, around: Around): Impossible | null {
  switch (pattern.kind) {
    case "literal":
      return ofLiteral(pattern.text);
    case "set":
      return ofLiteral(/^\[([|^!?])\]$/.exec(pattern.source)?.[1] ?? "");
    case "start":
      return around.before ? { kind: "anchor", anchor: "^" } : null;
    case "end":
      return around.after ? { kind: "anchor", anchor: "$" } : null;
    case "sequence":
      return ofSequence(pattern.items, around);
    case "choice":
      return ofChoice(pattern.options, around);
    case "group":
      return impossible(pattern.item, around);
    case "repeat":
      return pattern.least === 0 ? null : impossible(pattern.item, around);
    default:
      return null;
  }
}

function ofLiteral(text: string): Impossible | null {
  if (/\p{Cc}/u.test(text)) return { kind: "control" };
  return /[|^!?]/.test(text) ? { kind: "operator", text } : null;
}

function ofSequence(items: readonly Pattern[], { before, after }: Around): Impossible | null {
  const lengths = items.map(leastLength);
  const last = lengths.findLastIndex((length) => length > 0);
  let consumed = before;
  for (const [index, item] of items.entries()) {
    const found = impossible(item, { before: consumed, after: after || index < last });
    if (found !== null) return found;
    consumed ||= (lengths[index] ?? 0) > 0;
  }
  return null;
}

function ofChoice(options: readonly Pattern[], around: Around): Impossible | null {
  const found = options.map((option) => impossible(option, around));
  return found.includes(null) ? null : (found[0] ?? null);
}

/** Names are trimmed, so that none starts or ends with white space. */
function spaced(pattern: Pattern): Impossible | null {
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const first = items.find(({ kind }) => kind !== "start");
  const last = items.at(-1)?.kind === "end" ? items.findLast(({ kind }) => kind !== "end") : undefined;
  const isSpace = (item: Pattern | undefined) => item?.kind === "literal" && item.text.trim() === "";
  return isSpace(first) || isSpace(last) ? { kind: "space" } : null;
}

/** The least number of characters that a match takes. */
export function leastLength(pattern: Pattern): number {
  switch (pattern.kind) {
    case "literal":
      return pattern.text.length;
    case "any":
    case "set":
      return 1;
    case "sequence":
      return pattern.items.reduce((sum, item) => sum + leastLength(item), 0);
    case "choice":
      return Math.min(...pattern.options.map(leastLength));
    case "repeat":
      return pattern.least === 0 ? 0 : pattern.least * leastLength(pattern.item);
    case "group":
      return leastLength(pattern.item);
    default:
      return 0;
  }
}

/** Whether a match may end anywhere behind it: no `$` at the end of any way through the pattern. */
export function endsOpen(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "end":
      return false;
    case "sequence":
      return pattern.items.length === 0 || endsOpen(pattern.items.at(-1) ?? pattern);
    case "choice":
    case "group":
      return partsOf(pattern).every(endsOpen);
    case "repeat":
      return endsOpen(pattern.item);
    default:
      return true;
  }
}
