import { MAX_MODEL_STRING } from "../../runtime/selector/characters.ts";
import { type Characters, NO_CHARACTER, overlap, union } from "./characters.ts";
import { firstOf, triesOf } from "./first.ts";
import { matchesEmpty } from "./matches-empty.ts";
import { type Pattern, some } from "./pattern.ts";

/**
 * Steps that the engine may take for one name: four times the square of its length, which is a few milliseconds. For
 * `^(.*)\/(.*)$` it is one time.
 */
export const MOST_STEPS = 4 * MAX_MODEL_STRING ** 2;

/** How many ways lead through a part: `times` ⋅ n^`power` / `power`!, for a name of n characters. */
interface Ways {
  readonly times: number;
  readonly power: number;
}

/** What trying a part costs: the ways through it, and the steps in it, for each way that leads to it. */
interface Cost {
  readonly ways: Ways;
  /** By the power of n, each to be divided by the factorial of that power. */
  readonly steps: readonly number[];
}

/** What follows a part. */
interface Behind {
  /** The characters that can come first. If none can, the match is over, and nothing is tried again. */
  readonly first: Characters;
  /** The steps until the next character has told that it does not follow. */
  readonly tries: number;
}

const NOTHING: Behind = { first: NO_CHARACTER, tries: 1 };
const ONCE: Ways = { times: 1, power: 0 };
const NEVER_ENDS: Cost = { ways: { times: Number.POSITIVE_INFINITY, power: 0 }, steps: [Number.POSITIVE_INFINITY] };

/**
 * The steps that an engine which tries one way after the other can need for the longest name, never too few. Two ways
 * count as one if the next character tells them apart.
 */
export function stepsOf(pattern: Pattern, length = MAX_MODEL_STRING): number {
  const { steps } = costOf(pattern, NOTHING);
  return steps.reduce((sum, times, power) => sum + (times === 0 ? 0 : times * sized(length, power)), 0);
}

function sized(length: number, power: number): number {
  let size = 1;
  for (let i = 1; i <= power; i++) size *= (length + i) / i;
  return size;
}

function costOf(pattern: Pattern, behind: Behind): Cost {
  switch (pattern.kind) {
    case "sequence":
      return inSequence(pattern.items, behind);
    case "choice":
      return ofChoice(pattern.options, behind);
    case "group":
      return costOf(pattern.item, behind);
    case "look": {
      const { steps } = costOf(pattern.item, NOTHING);
      return { ways: ONCE, steps };
    }
    case "repeat":
      return ofRepeat(pattern, behind);
    case "reference":
      return { ways: ONCE, steps: [1, 1] };
    default:
      return { ways: ONCE, steps: [1] };
  }
}

function inSequence(items: readonly Pattern[], behind: Behind): Cost {
  const follows: Behind[] = [];
  items.reduceRight((next, item, index) => {
    follows[index] = next;
    return { first: firstOf(item, next.first), tries: triesOf(item, next.tries) };
  }, behind);
  let total: Cost = { ways: ONCE, steps: [0] };
  items.forEach((item, index) => {
    const { ways, steps } = costOf(item, follows[index] ?? behind);
    total = { ways: product(total.ways, ways), steps: sum(total.steps, scaled(steps, total.ways)) };
  });
  return total;
}

function ofChoice(options: readonly Pattern[], behind: Behind): Cost {
  let seen: Characters = NO_CHARACTER;
  let apart = true;
  for (const option of options) {
    const first = firstOf(option, behind.first);
    apart &&= !overlap(seen, first);
    seen = union([seen, first]);
  }
  const costs = options.map((option) => costOf(option, behind));
  const times = costs.map(({ ways }) => ways.times);
  return {
    ways: {
      times: apart ? Math.max(...times) : times.reduce((all, each) => all + each, 0),
      power: Math.max(...costs.map(({ ways }) => ways.power)),
    },
    steps: costs.reduce<readonly number[]>((steps, cost) => sum(steps, cost.steps), [1]),
  };
}

function ofRepeat(repeat: Pattern & { readonly kind: "repeat" }, behind: Behind): Cost {
  const { item, least } = repeat;
  if (repeat.most === 0) return { ways: ONCE, steps: [1] };
  const most = Math.min(repeat.most ?? MAX_MODEL_STRING, MAX_MODEL_STRING);
  const again = most > 1;
  const next: Behind = {
    first: union([firstOf(item, behind.first), behind.first]),
    tries: triesOf(item, behind.tries) + behind.tries,
  };
  const cost = costOf(item, again ? next : behind);
  const { ways } = cost;
  // Each time round, what is behind may be tried too.
  const steps = sum(cost.steps, [behind.tries]);
  const clear = !matchesEmpty(item) && !overlap(firstOf(item, NO_CHARACTER), behind.first);
  if (again && (matchesEmpty(item) || ways.power > 0 || ways.times > 1)) {
    // Each repetition multiplies the ways.
    if (repeat.most === null || ways.power > 0) return NEVER_ENDS;
    const times = (ways.times + 1) ** most;
    return { ways: { times, power: 0 }, steps: steps.map((each) => each * times * most) };
  }
  if (repeat.most === null) {
    const inLoop = takesAllItTries(item)
      ? [2 * steps.reduce((all, each) => all + each, 0)]
      : steps.map((each, power) => each * (power + 1));
    return { ways: clear ? ONCE : { times: 1, power: 1 }, steps: [1, ...inLoop] };
  }
  const exits = clear ? 0 : Math.max(0, most - Math.min(least, most));
  return {
    ways: { times: ways.times + exits, power: ways.power },
    steps: sum(
      [1],
      steps.map((each) => each * most),
    ),
  };
}

/** Whether all that a part steps over is taken, so that its repetitions share the length of the name. */
function takesAllItTries(pattern: Pattern): boolean {
  return !some(pattern, ({ kind }) => kind === "look" || kind === "reference");
}

function product(a: Ways, b: Ways): Ways {
  return { times: a.times * b.times, power: a.power + b.power };
}

function scaled(steps: readonly number[], { times, power }: Ways): readonly number[] {
  return [...Array.from({ length: power }, () => 0), ...steps.map((each) => each * times)];
}

function sum(a: readonly number[], b: readonly number[]): readonly number[] {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  return long.map((each, power) => each + (short[power] ?? 0));
}
