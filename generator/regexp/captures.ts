import { emptyComesLast, matchesEmpty } from "./matches-empty.ts";
import { type Pattern, some } from "./pattern.ts";

type GroupSet = ReadonlySet<number>;

const NONE: GroupSet = new Set();

/**
 * Whether a `RegExp` gives the groups of a match, and its end, as Python does. JavaScript forgets the groups of a
 * repetition each time it begins anew, and refuses a repetition that takes nothing.
 */
export function capturesAlike(pattern: Pattern): boolean {
  return !some(pattern, (part) => {
    if (part.kind !== "repeat" || part.most === 0) return false;
    const { item, least, most } = part;
    const again = most === null || most > 1;
    const inside = groupsIn(item);
    if (matchesEmpty(item) && least !== most && (!emptyComesLast(item) || (again && inside.size > 0))) return true;
    if (!again) return false;
    const always = groupsSetBy(item);
    return [...inside].some((group) => !always.has(group));
  });
}

/** The first reference to a group that may have taken no part in the match: JavaScript reads it as empty. */
export function uncertainReference(pattern: Pattern): number | null {
  let found: number | null = null;
  after(pattern, NONE, (group) => {
    found ??= group;
  });
  return found;
}

function groupsSetBy(pattern: Pattern): GroupSet {
  return after(pattern, NONE, () => undefined);
}

/** The groups that are certain to be set behind a pattern, given those before it. */
function after(pattern: Pattern, before: GroupSet, uncertain: (group: number) => void): GroupSet {
  switch (pattern.kind) {
    case "reference":
      if (!before.has(pattern.group)) uncertain(pattern.group);
      return before;
    case "sequence":
      return pattern.items.reduce((known, item) => after(item, known, uncertain), before);
    case "choice": {
      const [first = before, ...others] = pattern.options.map((option) => after(option, before, uncertain));
      return new Set([...first].filter((group) => others.every((other) => other.has(group))));
    }
    case "group": {
      const inside = after(pattern.item, before, uncertain);
      return pattern.number === null ? inside : new Set([...inside, pattern.number]);
    }
    case "look": {
      const inside = after(pattern.item, before, uncertain);
      return pattern.negated ? before : inside;
    }
    case "repeat": {
      const inside = after(pattern.item, before, uncertain);
      return pattern.least === 0 ? before : inside;
    }
    default:
      return before;
  }
}

/** The groups that a pattern may set. A look that has to fail sets none. */
function groupsIn(pattern: Pattern): GroupSet {
  switch (pattern.kind) {
    case "sequence":
      return union(pattern.items);
    case "choice":
      return union(pattern.options);
    case "group": {
      const inside = groupsIn(pattern.item);
      return pattern.number === null ? inside : new Set([...inside, pattern.number]);
    }
    case "repeat":
      return groupsIn(pattern.item);
    case "look":
      return pattern.negated ? NONE : groupsIn(pattern.item);
    default:
      return NONE;
  }
}

function union(parts: readonly Pattern[]): GroupSet {
  return new Set(parts.flatMap((part) => [...groupsIn(part)]));
}
