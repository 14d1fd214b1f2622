import type { Pattern, Single } from "./pattern.ts";

/** A look-behind with more is not worked out. */
const MOST_TEXTS = 64;

type Texts = readonly (readonly Single[])[];

/** What a look-behind looks for, as a list; null if it is more than a choice of some texts. */
export function textsOf(pattern: Pattern): Texts | null {
  switch (pattern.kind) {
    case "literal":
    case "any":
    case "set":
      return [[pattern]];
    case "sequence":
      return inSequence(pattern.items.map(textsOf));
    case "choice": {
      const options = pattern.options.map(textsOf);
      const texts = options.flatMap((option) => option ?? []);
      return options.includes(null) || texts.length > MOST_TEXTS ? null : texts;
    }
    case "group":
      return pattern.number === null ? textsOf(pattern.item) : null;
    case "repeat": {
      const { item, least, most } = pattern;
      return least === most && least <= MOST_TEXTS
        ? inSequence(Array.from({ length: least }, () => textsOf(item)))
        : null;
    }
    default:
      return null;
  }
}

function inSequence(items: readonly (Texts | null)[]): Texts | null {
  let texts: Texts = [[]];
  for (const item of items) {
    if (item === null) return null;
    texts = texts.flatMap((text) => item.map((more) => [...text, ...more]));
    if (texts.length > MOST_TEXTS) return null;
  }
  return texts;
}
