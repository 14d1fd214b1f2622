import { uncertainReference } from "./captures.ts";
import { type Chosen, chooseMatching, type Matching } from "./matching.ts";
import { DEEPEST, parsePattern } from "./parse.ts";
import type { Pattern } from "./pattern.ts";
import { readTokens } from "./read-tokens.ts";
import type { Groups, PatternError } from "./token.ts";
import { lookBehindsAreFixed } from "./width.ts";

export type ReadPattern =
  | { readonly ok: true; readonly tree: Pattern; readonly matching: Matching; readonly groups: Groups }
  | { readonly ok: false; readonly error: PatternError; readonly groups: Groups };

/** Reads a pattern of Python's `re`, which is matched from the start of a name as `re.match` does. */
export function readPattern(pattern: string): ReadPattern {
  const reading = readTokens(pattern);
  const groups: Groups = { count: reading.count, names: reading.names };
  const whole = { offset: 0, length: pattern.length };
  const failed = (error: PatternError): ReadPattern => ({ ok: false, error, groups });
  if (reading.error !== null) return failed(reading.error);
  if (reading.tokens.length > MOST_TOKENS) return failed({ kind: "unsupported", ...TOO_LARGE, ...whole });
  const tree = parsePattern(reading.tokens);
  if (tree === null) {
    return failed({
      kind: "unsupported",
      problem: `its parentheses nest deeper than ${DEEPEST} levels`,
      hint: "Leave out parentheses that change nothing, or write several aliases.",
      ...whole,
    });
  }
  if (!lookBehindsAreFixed(tree)) {
    const hint = "Write one for each number of characters, as in `(?:(?<=a)|(?<=bc))`.";
    return failed({
      kind: "invalid",
      problem: "a look-behind can take only a fixed number of characters",
      hint,
      ...whole,
    });
  }
  const uncertain = uncertainReference(tree);
  if (uncertain !== null) {
    const place = reading.references.get(uncertain) ?? whole;
    return failed({
      kind: "unsupported",
      problem: `\`${pattern.slice(place.offset, place.offset + place.length)}\` refers to a group that a name may leave out`,
      hint: "Write one alias for names that have the group, and another for those that do not.",
      ...place,
    });
  }
  const matching = chooseMatching(tree, groups.count);
  if (matching.kind === "none") return failed({ kind: "unsupported", ...whole, ...explain(matching) });
  return { ok: true, tree, matching, groups };
}

/** Ten thousand names of ten characters. V8 takes a few times as much. */
const MOST_TOKENS = 100_000;

const TOO_LARGE = { problem: "it is too large", hint: "Write several aliases, each with a part of it." };

function explain({ engine, machine }: Chosen & { readonly kind: "none" }): Pick<PatternError, "problem" | "hint"> {
  if (engine === "too-large" || machine === "too-large") {
    return TOO_LARGE;
  }
  const construct = machine === "reference" ? "a reference to a group" : "a look-behind for more than a few texts";
  if (engine === "captures") {
    return {
      problem: `${construct} cannot stand beside a repeated group that may take no part`,
      hint: "Move the parentheses around the repetition, as in `((?:a|b)*)`, or write several aliases.",
    };
  }
  return {
    problem: `with ${construct}, it can take very long for a name of 1,024 characters`,
    hint: "Write what a part cannot contain, as in `[^-]*-` instead of `.*-`, or write several aliases.",
  };
}
