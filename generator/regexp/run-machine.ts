import type { Machine, State } from "./machine.ts";
import type { Single } from "./pattern.ts";
import { printSingle } from "./print.ts";

/** What each group took, the whole match first; "" for a group that took no part. */
export type GroupTexts = readonly string[];

/**
 * Runs a machine over names. First, from the end of the name to its start, it finds out from which states the pattern
 * can still match; then it goes forward, always along the first state from which it can.
 */
export function createRun({ states, start, groups }: Machine): (name: string) => GroupTexts | null {
  const tests = new Map<Single, (character: string) => boolean>();
  const width = states.length;

  return (name) => {
    const characters = [...name];
    const can = new Uint8Array((characters.length + 1) * width);
    for (let at = characters.length; at >= 0; at--) {
      states.forEach((state, index) => {
        if (holds(state, at)) can[at * width + index] = 1;
      });
    }
    if (!canAt(start, 0)) return null;
    const marks: number[] = [];
    marks[0] = 0;
    marks[1] = follow(start, 0);
    return Array.from({ length: groups + 1 }, (_, group) => {
      return characters.slice(marks[group * 2] ?? 0, marks[group * 2 + 1] ?? 0).join("");
    });

    function canAt(state: number, at: number): boolean {
      return can[at * width + state] === 1;
    }

    function holds(state: State, at: number): boolean {
      switch (state.kind) {
        case "done":
          return true;
        case "take":
          return at < characters.length && takes(state.one, characters[at] ?? "") && canAt(state.next, at + 1);
        case "either":
          return canAt(state.first, at) || canAt(state.second, at);
        case "mark":
          return canAt(state.next, at);
        case "start":
          return at === 0 && canAt(state.next, at);
        case "end":
          return at === characters.length && canAt(state.next, at);
        case "ahead":
          return canAt(state.look, at) !== state.negated && canAt(state.next, at);
        case "behind":
          return state.texts.some((text) => endsIn(text, at)) !== state.negated && canAt(state.next, at);
      }
    }

    function endsIn(text: readonly Single[], at: number): boolean {
      const from = at - text.length;
      return from >= 0 && text.every((one, index) => takes(one, characters[from + index] ?? ""));
    }

    /** @returns where it is done */
    function follow(from: number, place: number): number {
      let at = place;
      for (let state = states[from]; state !== undefined && state.kind !== "done"; ) {
        if (state.kind === "either") {
          state = states[canAt(state.first, at) ? state.first : state.second];
          continue;
        }
        if (state.kind === "take") at += 1;
        else if (state.kind === "mark") marks[state.mark] = at;
        else if (state.kind === "ahead" && !state.negated) follow(state.look, at);
        state = states[state.next];
      }
      return at;
    }
  };

  function takes(one: Single, character: string): boolean {
    const known = tests.get(one) ?? testOf(one);
    tests.set(one, known);
    return known(character);
  }
}

function testOf(one: Single): (character: string) => boolean {
  if (one.kind === "any") return () => true;
  if (one.kind === "literal") return (character) => character === one.text;
  const { source, flags } = printSingle(one);
  const regexp = new RegExp(source, flags);
  return (character) => regexp.test(character);
}
