import type { Single } from "./pattern.ts";

/** A state of a machine. `next` and its like are places in the list of states. */
export type State =
  /** The pattern, or what a look-ahead looks for, matches. */
  | { readonly kind: "done" }
  | { readonly kind: "take"; readonly one: Single; readonly next: number }
  /** `first` is preferred. */
  | { readonly kind: "either"; readonly first: number; readonly second: number }
  /** Groups begin at even marks and end at the odd ones behind them. */
  | { readonly kind: "mark"; readonly mark: number; readonly next: number }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "ahead"; readonly negated: boolean; readonly look: number; readonly next: number }
  /** One of `texts` stands before. */
  | {
      readonly kind: "behind";
      readonly negated: boolean;
      readonly texts: readonly (readonly Single[])[];
      readonly next: number;
    };

/** A pattern as a list of states. Each state that takes no character stands behind those that it leads to. */
export interface Machine {
  readonly states: readonly State[];
  readonly start: number;
  /** The number of capturing groups. */
  readonly groups: number;
}

/** The states that a state leads to without taking a character. */
export function leadsTo(state: State): readonly number[] {
  switch (state.kind) {
    case "done":
    case "take":
      return [];
    case "either":
      return [state.first, state.second];
    case "ahead":
      return [state.look, state.next];
    default:
      return [state.next];
  }
}
