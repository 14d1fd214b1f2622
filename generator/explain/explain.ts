import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import { withPlace } from "../../runtime/selector/failure.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import type { Branch, Selector } from "../../runtime/selector/selector.ts";
import type { Place } from "../interpret/place.ts";
import type { Ir } from "../ir.ts";
import { attemptsOf } from "./attempts.ts";
import { type Explanation, placeOf, type ShownBranch } from "./explanation.ts";
import { createFollow, type Follow } from "./follow.ts";
import { hasRaces } from "./has-races.ts";
import { namesBackend } from "./names-backend.ts";
import { notFound } from "./problem.ts";

/**
 * Every step from a client's model string to the ordered attempts. There is no random choice: weighted branches come as
 * they were written, the legs of a race as they start, rotations from their first target and from the first key.
 * @param follow for a caller that explains many strings of one config
 */
export function explain(ir: Ir, model: string, follow: Follow = createFollow(ir)): Explanation {
  const parsed = parseSelector(model);
  if (!parsed.ok) {
    const { code, message, offset } = parsed.error;
    const error = { code, message: withPlace(message, offset), status: 400 };
    return { model, ok: false, steps: [], attempts: [], warnings: [], error };
  }
  const { selector } = parsed;
  if (selector.kind === "parallel" && !hasRaces(ir)) {
    const message = "A!B is not compiled into a server whose config has no such group.";
    const error = { code: "unsupported_construct", message, status: 400 } as const;
    return { model, ok: false, steps: [], attempts: [], warnings: [], error };
  }
  const { place, error: refused, ...followed } = follow(selector);
  const shown = { kind: selector.kind, branches: selector.branches.map((branch) => showBranch(ir, branch)) };
  const steps = followed.steps.map(({ rule, origin, from, to }) => ({ rule, ...placeOf(origin), from, to }));
  const attempts = place === null ? [] : attemptsOf(ir, place);
  const [first] = selector.branches;
  const nowhere = attempts.length === 0 && first !== undefined ? notFound(ir, first) : null;
  const error = refused ?? nowhere;
  const result = {
    model,
    ok: error === null,
    selector: shown,
    steps,
    attempts,
    warnings: [...warningsOf(selector), ...hopWarning(ir, place, attempts.length)],
  };
  return error === null ? result : { ...result, attempts: [], error };
}

function showBranch(ir: Ir, branch: Branch): ShownBranch {
  const { route, params } = branch;
  const bare = { backend: null, instance: null, model: route };
  const { backend, instance, model } = namesBackend(ir, branch) ? branch : bare;
  return { backend, instance, model, params, ...annotationsOf(branch) };
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

/** The list of attempts shows every target; a request ends before that. */
function hopWarning({ settings }: Ir, place: Place | null, attempts: number): Explanation["warnings"] {
  const { enabled, maxFailoverHops: hops } = settings.failure;
  if (!enabled || place === null || place.kind === "parallel" || attempts <= hops + 1) return [];
  const message = `a request makes at most ${hops + 1} of these attempts, as max_failover_hops is ${hops}`;
  return [{ code: "max_failover_hops", message }];
}
