import { parseSelector } from "../runtime/selector/parse.ts";
import type { Branch, Selector } from "../runtime/selector/selector.ts";
import { attemptsOf } from "./explain/attempts.ts";
import { type Explanation, placeOf, type ShownBranch } from "./explain/explanation.ts";
import { createFollow, type Follow } from "./explain/follow.ts";
import { notFound } from "./explain/problem.ts";
import type { Ir } from "./ir.ts";

/**
 * Every step from a client's model string to the ordered attempts. Nothing is drawn by lot: rotations start at their
 * first target and at the first key.
 * @param follow for a caller that explains many strings of one config
 */
export function explain(ir: Ir, model: string, follow: Follow = createFollow(ir)): Explanation {
  const parsed = parseSelector(model);
  if (!parsed.ok) {
    const { code, message } = parsed.error;
    return { model, ok: false, steps: [], attempts: [], warnings: [], error: { code, message, status: 400 } };
  }
  const { selector } = parsed;
  const followed = follow(selector);
  const shown = { kind: selector.kind, branches: selector.branches.map(showBranch) };
  const steps = followed.steps.map(({ rule, origin, from, to }) => ({ rule, ...placeOf(origin), from, to }));
  const attempts = followed.places.flatMap((place) => attemptsOf(ir, place));
  const [first] = selector.branches;
  const nowhere = attempts.length === 0 && first !== undefined ? notFound(ir, first) : null;
  const error = followed.error ?? nowhere;
  const told = { model, ok: error === null, selector: shown, steps, attempts, warnings: warningsOf(selector) };
  return error === null ? told : { ...told, attempts: [], error };
}

const ANNOTATIONS = ["weight", "first", "max_context", "handicap", "ttft_timeout"] as const;

function showBranch(branch: Branch): ShownBranch {
  const { backend, instance, model, params } = branch;
  const annotations = ANNOTATIONS.filter((name) => branch[name] !== undefined).map((name) => [name, branch[name]]);
  return { backend, instance, model, params, ...Object.fromEntries(annotations) };
}

function warningsOf({ branches }: Selector): Explanation["warnings"] {
  return branches
    .flatMap((branch) => branch.issues)
    .map(({ kind, name, expected }) =>
      kind === "unknown"
        ? { code: "unknown_parameter", message: `${name}: unknown parameter, ignored` }
        : { code: "invalid_parameter", message: `${name}: must be ${expected}, ignored` },
    );
}
