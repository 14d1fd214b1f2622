import type { Pattern } from "./pattern.ts";
import type { Opening, Token } from "./token.ts";

/** Levels of parentheses. What recurses over a tree stays well inside the stack. */
export const DEEPEST = 100;

/**
 * The tree of a pattern that `readTokens` has read.
 * @returns null for one that nests too deep to be reasoned about
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
      if (token.kind !== "atom" && token.kind !== "open") break;
      at += 1;
      items.push(repeated(token.kind === "atom" ? token.atom : enclosed(token.opens)));
    }
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: "sequence", items };
  }

  function repeated(item: Pattern): Pattern {
    const token = tokens[at];
    if (token?.kind !== "quantifier") return item;
    at += 1;
    const { least, most, lazy } = token;
    return { kind: "repeat", least, most, lazy, item };
  }

  function enclosed(opens: Opening): Pattern {
    depth += 1;
    const item = choice();
    if (depth <= DEEPEST) depth -= 1;
    at += 1;
    return { ...opens, item };
  }
}
