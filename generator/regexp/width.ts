import type { Pattern } from "./pattern.ts";

/** How many characters a pattern takes, if it is always the same number; else null. A look-behind needs one. */
export function widthOf(pattern: Pattern): number | null {
  switch (pattern.kind) {
    case "literal":
    case "any":
    case "set":
      return 1;
    case "sequence":
      return pattern.items.reduce<number | null>((sum, item) => plus(sum, widthOf(item)), 0);
    case "choice": {
      const [first = 0, ...others] = pattern.options.map(widthOf);
      return others.every((width) => width === first) ? first : null;
    }
    case "repeat": {
      const width = widthOf(pattern.item);
      if (width === 0) return 0;
      return width !== null && pattern.least === pattern.most ? width * pattern.least : null;
    }
    case "group":
      return widthOf(pattern.item);
    case "reference":
      return null;
    default:
      return 0;
  }
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** Whether each look-behind looks at a fixed number of characters. */
export function lookBehindsAreFixed(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "look":
      return (!pattern.behind || widthOf(pattern.item) !== null) && lookBehindsAreFixed(pattern.item);
    case "group":
    case "repeat":
      return lookBehindsAreFixed(pattern.item);
    case "sequence":
      return pattern.items.every(lookBehindsAreFixed);
    case "choice":
      return pattern.options.every(lookBehindsAreFixed);
    default:
      return true;
  }
}
