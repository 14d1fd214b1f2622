import type { Pattern } from "./pattern.ts";
import type { Token } from "./token.ts";

/** Levels of parentheses. What recurses over a tree stays well inside the stack. */
const DEEPEST = 100;

/**
 * The tree of a pattern that `translate` has read.
 * @returns null for one that nests too deep to be reasoned about: such a pattern is only matched
 */
export function parsePattern(tokens: readonly Token[]): Pattern | null {
  let at = 0;
  let depth = 0;
  const pattern = choice();
  return depth > DEEPEST ? null : pattern;

  function choice(): Pattern {
    const options = [sequence()];
    while (tokens[at]?.kind === "or") {
      at += 1;
      options.push(sequence());
    }
    const [only] = options;
    return only !== undefined && options.length === 1 ? only : { kind: "choice", options };
  }

  function sequence(): Pattern {
    const items: Pattern[] = [];
    for (let token = tokens[at]; token !== undefined && depth <= DEEPEST; token = tokens[at]) {
      if (token.kind === "or" || token.kind === "close") break;
      at += 1;
      items.push(repeated(atom(token)));
    }
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: "sequence", items };
  }

  function repeated(item: Pattern): Pattern {
    const token = tokens[at];
    if (token?.kind !== "quantifier") return item;
    at += 1;
    const lazy = token.source.length > 1 && token.source.endsWith("?");
    return { kind: "repeat", ...timesOf(token.source), lazy, item };
  }

  function atom({ kind, source, literal, group }: Token): Pattern {
    switch (kind) {
      case "open":
        return enclosed(source, group ?? null);
      case "dot":
        return { kind: "any" };
      case "start":
      case "end":
        return { kind };
      case "boundary":
        return { kind, negated: source === "\\B" };
      case "set":
      case "reference":
        return { kind, source };
      default:
        return { kind: "literal", text: literal ?? source };
    }
  }

  function enclosed(opening: string, number: number | null): Pattern {
    depth += 1;
    const item = choice();
    if (depth <= DEEPEST) depth -= 1;
    at += 1;
    const look = /^\(\?(<)?([=!])$/.exec(opening);
    if (look === null) return { kind: "group", number, item };
    return { kind: "look", behind: look[1] !== undefined, negated: look[2] === "!", item };
  }
}

/** How often a quantifier repeats what stands before it. */
function timesOf(quantifier: string): { readonly least: number; readonly most: number | null } {
  switch (quantifier.charAt(0)) {
    case "*":
      return { least: 0, most: null };
    case "+":
      return { least: 1, most: null };
    case "?":
      return { least: 0, most: 1 };
  }
  const [, least = "0", comma, most] = /^\{(\d+)(,)?(\d+)?\}/.exec(quantifier) ?? [];
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === undefined ? null : Number(most) };
}
