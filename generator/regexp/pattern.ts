/** A pattern as a tree, for whoever reasons about the names that it matches. Means what it means to Python's `re`. */
export type Pattern =
  | Single
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  /** `\b` or `\B`; `ascii` if only ASCII letters and digits make a word. */
  | { readonly kind: "boundary"; readonly negated: boolean; readonly ascii: boolean }
  /** What a group matched, once more. */
  | { readonly kind: "reference"; readonly group: number }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  /** `number` is null for `(?:…)`, which captures nothing. */
  | { readonly kind: "group"; readonly number: number | null; readonly name: string | null; readonly item: Pattern }
  | Look
  /** `most` is null where there is no upper bound. */
  | {
      readonly kind: "repeat";
      readonly least: number;
      readonly most: number | null;
      readonly lazy: boolean;
      readonly item: Pattern;
    };

/** What takes one character. */
export type Single =
  /** One character, as it stands in a name. */
  | { readonly kind: "literal"; readonly text: string }
  /** `.`: a name has no line breaks, so it is any character. */
  | { readonly kind: "any" }
  /** `[a-z]`, `\d`: one character of several. */
  | { readonly kind: "set"; readonly negated: boolean; readonly items: readonly SetItem[] };

/** Characters by their code points, both ends included; or those of a class such as `\d`. */
export type SetItem =
  | { readonly from: number; readonly to: number }
  | { readonly class: "digit" | "word" | "space"; readonly negated: boolean; readonly ascii: boolean };

export interface Look {
  readonly kind: "look";
  readonly behind: boolean;
  readonly negated: boolean;
  readonly item: Pattern;
}

/** The parts that a pattern is made of, one level down. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case "sequence":
      return pattern.items;
    case "choice":
      return pattern.options;
    case "group":
    case "look":
    case "repeat":
      return [pattern.item];
    default:
      return [];
  }
}

/** Whether a pattern, or any part of it, fulfills a condition. */
export function some(pattern: Pattern, holds: (part: Pattern) => boolean): boolean {
  return holds(pattern) || partsOf(pattern).some((part) => some(part, holds));
}
