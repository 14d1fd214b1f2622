import { ANYTHING, type Characters, charactersOf, NO_CHARACTER, THE_END, union } from "./characters.ts";
import { matchesEmpty } from "./matches-empty.ts";
import type { Pattern } from "./pattern.ts";

/**
 * The characters that can come first where a pattern is tried, never too few.
 * @param behind those that can come first behind it, if it takes none itself
 */
export function firstOf(pattern: Pattern, behind: Characters): Characters {
  switch (pattern.kind) {
    case "literal":
    case "any":
    case "set":
      return charactersOf(pattern);
    case "end":
      return THE_END;
    // Both take steps before any character is compared.
    case "reference":
    case "look":
      return ANYTHING;
    case "sequence":
      return pattern.items.reduceRight((first, item) => firstOf(item, first), behind);
    case "choice":
      return union(pattern.options.map((option) => firstOf(option, behind)));
    case "group":
      return firstOf(pattern.item, behind);
    case "repeat": {
      if (pattern.most === 0) return behind;
      const taken = firstOf(pattern.item, matchesEmpty(pattern.item) ? behind : NO_CHARACTER);
      return pattern.least === 0 ? union([taken, behind]) : taken;
    }
    default:
      return behind;
  }
}

/**
 * The steps until the next character has told that a pattern does not match here.
 * @param behind those of what follows it, if it takes no character itself
 */
export function triesOf(pattern: Pattern, behind: number): number {
  switch (pattern.kind) {
    case "literal":
    case "any":
    case "set":
      return 1;
    case "sequence":
      return pattern.items.reduceRight((tries, item) => triesOf(item, tries), behind);
    case "choice":
      return pattern.options.reduce((tries, option) => tries + triesOf(option, behind), 1);
    case "group":
      return triesOf(pattern.item, behind);
    case "repeat": {
      const taken = triesOf(pattern.item, matchesEmpty(pattern.item) ? behind : 0);
      return 1 + taken + (pattern.least === 0 ? behind : 0);
    }
    case "boundary":
      return 4 + behind;
    default:
      return 1 + behind;
  }
}
