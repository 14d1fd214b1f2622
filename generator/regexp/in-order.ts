import { leadsTo, type State } from "./machine.ts";

/**
 * The states that can be reached, each behind those to which it leads without taking a character. There are no circles
 * of such steps, because no repetition goes on after it has taken nothing.
 */
export function inOrder(
  states: readonly State[],
  start: number,
): { readonly states: readonly State[]; readonly start: number } {
  const places = new Map<number, number>();
  const roots = [start];
  for (let root = roots.pop(); root !== undefined; root = roots.pop()) visit(root, roots);
  const ordered = [...places.keys()].flatMap((index) => {
    const state = states[index];
    return state === undefined ? [] : [renamed(state, (old) => places.get(old) ?? 0)];
  });
  return { states: ordered, start: places.get(start) ?? 0 };

  /** Depth first, with a stack of its own: a pattern may have thousands of states in a row. */
  function visit(root: number, later: number[]): void {
    const open = [root];
    for (let index = open.at(-1); index !== undefined; index = open.at(-1)) {
      const state = states[index];
      const missing = state === undefined ? [] : leadsTo(state).filter((each) => !places.has(each));
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      open.pop();
      if (places.has(index)) continue;
      places.set(index, places.size);
      if (state?.kind === "take" && !places.has(state.next)) later.push(state.next);
    }
  }
}

function renamed(state: State, place: (old: number) => number): State {
  switch (state.kind) {
    case "done":
      return state;
    case "either":
      return { ...state, first: place(state.first), second: place(state.second) };
    case "ahead":
      return { ...state, look: place(state.look), next: place(state.next) };
    default:
      return { ...state, next: place(state.next) };
  }
}
