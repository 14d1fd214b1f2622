import { inOrder } from "./in-order.ts";
import type { Machine, State } from "./machine.ts";
import { matchesEmpty } from "./matches-empty.ts";
import type { Look, Pattern } from "./pattern.ts";
import { sizeOf } from "./size.ts";
import { textsOf } from "./texts.ts";
import { boundaryAsLooks } from "./word.ts";

/** With more states, a long name would take more than a few milliseconds. */
export const MOST_STATES = 2000;

export type BuiltMachine =
  | { readonly kind: "machine"; readonly machine: Machine }
  /** `reference`: what follows depends on what a group has taken. `look-behind`: it holds more than a few texts. */
  | { readonly kind: "reference" | "look-behind" | "too-large" };

/** Where a part leads: behind a repetition that has taken nothing, and behind one that has. */
interface Exits {
  readonly still: number;
  readonly moved: number;
}

/** A pattern as a machine that gives the groups as Python does, in time that grows with the length of the name. */
export function buildMachine(pattern: Pattern, groups: number): BuiltMachine {
  if (sizeOf(pattern) > MOST_STATES) return { kind: "too-large" };
  const states: State[] = [{ kind: "done" }];
  let failed: Exclude<BuiltMachine["kind"], "machine"> | null = null;
  const start = build(pattern, both(0));
  if (failed !== null) return { kind: failed };
  return { kind: "machine", machine: { ...inOrder(states, start), groups } };

  function make(state: State): number {
    if (states.length >= MOST_STATES) failed ??= "too-large";
    else states.push(state);
    return states.length - 1;
  }

  function build(part: Pattern, exits: Exits): number {
    if (failed !== null) return 0;
    switch (part.kind) {
      case "literal":
      case "any":
      case "set":
        return make({ kind: "take", one: part, next: exits.moved });
      case "start":
      case "end":
        return make({ kind: part.kind, next: exits.still });
      case "boundary":
        return build(boundaryAsLooks(part), exits);
      case "reference":
        failed = "reference";
        return 0;
      case "sequence":
        return sequence(part.items, exits);
      case "choice": {
        const options = part.options.map((option) => build(option, exits));
        return options.reduceRight((second, first) => make({ kind: "either", first, second }));
      }
      case "group":
        return part.number === null ? build(part.item, exits) : group(part.item, part.number, exits);
      case "look":
        return look(part, exits.still);
      case "repeat":
        return repeat(part, exits);
    }
  }

  function sequence(items: readonly Pattern[], exits: Exits): number {
    let { still, moved } = exits;
    items.toReversed().forEach((item, fromEnd) => {
      const isFirst = fromEnd === items.length - 1;
      const splits = still !== moved && matchesEmpty(item);
      const next = splits && isFirst ? moved : build(item, both(moved));
      still = splits ? build(item, { still, moved }) : next;
      moved = next;
    });
    return still;
  }

  function group(item: Pattern, number: number, exits: Exits): number {
    const mark = number * 2;
    const moved = make({ kind: "mark", mark: mark + 1, next: exits.moved });
    const still = exits.still === exits.moved ? moved : make({ kind: "mark", mark: mark + 1, next: exits.still });
    return make({ kind: "mark", mark, next: build(item, { still, moved }) });
  }

  function look({ behind, negated, item }: Look, next: number): number {
    if (!behind) return make({ kind: "ahead", negated, look: build(item, both(0)), next });
    const texts = textsOf(item);
    if (texts !== null) return make({ kind: "behind", negated, texts, next });
    failed ??= "look-behind";
    return 0;
  }

  function repeat(part: Pattern & { readonly kind: "repeat" }, exits: Exits): number {
    const { item, least, most } = part;
    const more = (to: Exits) => (most === null ? endless(part, to) : optional(part, most - least, to));
    if (least === 0) return more(exits);
    const moved = more(both(exits.moved));
    const still = exits.still === exits.moved || !matchesEmpty(item) ? moved : more(exits);
    return sequence(
      Array.from({ length: least }, () => item),
      { still, moved },
    );
  }

  /** As Python: after a repetition that has taken nothing, there is none. */
  function endless(part: Pattern & { readonly kind: "repeat" }, exits: Exits): number {
    const again = make({ kind: "done" });
    const body = build(part.item, { still: exits.moved, moved: again });
    if (failed !== null) return 0;
    states[again] = eitherOf(part, body, exits.moved);
    if (exits.still === exits.moved) return again;
    return make(eitherOf(part, build(part.item, { still: exits.still, moved: again }), exits.still));
  }

  function optional(part: Pattern & { readonly kind: "repeat" }, most: number, exits: Exits): number {
    let { moved } = exits;
    for (let left = most; left > 1 && failed === null; left--) {
      moved = make(eitherOf(part, build(part.item, { still: exits.moved, moved }), exits.moved));
    }
    return most === 0
      ? exits.still
      : make(eitherOf(part, build(part.item, { still: exits.still, moved }), exits.still));
  }

  function eitherOf({ lazy }: { readonly lazy: boolean }, inside: number, outside: number): State {
    return lazy
      ? { kind: "either", first: outside, second: inside }
      : { kind: "either", first: inside, second: outside };
  }
}

function both(next: number): Exits {
  return { still: next, moved: next };
}
