/** A pattern as a tree, for whoever reasons about the names that it matches. */
export type Pattern =
  /** One character, as it stands in a name. */
  | { readonly kind: "literal"; readonly text: string }
  /** `.` */
  | { readonly kind: "any" }
  /** `[a-z]`, `\d`: one character of several, in JavaScript's spelling. */
  | { readonly kind: "set"; readonly source: string }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  /** `\b` or `\B`. */
  | { readonly kind: "boundary"; readonly negated: boolean }
  /** What a group matched, once more; in JavaScript's spelling. */
  | { readonly kind: "reference"; readonly source: string }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  /** `number` is null for `(?:…)`, which captures nothing. */
  | { readonly kind: "group"; readonly number: number | null; readonly item: Pattern }
  | { readonly kind: "look"; readonly behind: boolean; readonly negated: boolean; readonly item: Pattern }
  /** `most` is null where there is no upper bound. */
  | {
      readonly kind: "repeat";
      readonly least: number;
      readonly most: number | null;
      readonly lazy: boolean;
      readonly item: Pattern;
    };

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
