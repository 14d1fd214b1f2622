import { diagnostic } from "../../diagnostics/report.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { FailoverRoute, RouteElement } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/**
 * Elements after the first one of a route with the policy `k`, and elements that only follow a request that is too long for
 * the ones before, but whose window is no larger than any of theirs.
 */
export const elementsNeverTried: Check = (facts) =>
  facts.ir.failoverRoutes.flatMap((route) =>
    route.policy === "k" ? ofOtherKeys(route) : ofOtherWindows(facts, route),
  );

function ofOtherKeys({ elements: [first, ...others] }: FailoverRoute) {
  if (first === undefined) return [];
  const reason = `The policy \`k\` tries only the keys of the first element, \`${elementText(first)}\`.`;
  return others.map((element) => neverTried(element, reason, OTHER_KEYS));
}

function ofOtherWindows(facts: Facts, { elements }: FailoverRoute) {
  return elements.flatMap((element, index) => {
    const window = windowOf(facts, element);
    const { on } = element.annotations;
    if (window === null || on === undefined || on.some((kind) => kind !== "context")) return [];
    const before = elements.slice(0, index).map((earlier) => windowOf(facts, earlier));
    if (before.length === 0 || before.some((earlier) => earlier === null || earlier < window)) return [];
    const reason = `It follows a request that is too long for the elements before it, and takes only ${window} tokens, no more than any of them.`;
    return [neverTried(element, reason, OTHER_WINDOWS)];
  });
}

/** null: unknown. */
function windowOf(facts: Facts, { backend, model, annotations }: RouteElement): number | null {
  const windows = backend === null ? {} : (facts.backend(backend)?.contextWindows ?? {});
  const known = Object.hasOwn(windows, model) ? windows[model] : undefined;
  const least = Math.min(known ?? Number.POSITIVE_INFINITY, annotations.max_context ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : null;
}

function neverTried(element: RouteElement, reason: string, hint: string) {
  return diagnostic("element-never-tried", element.origin, { element: elementText(element), reason, hint });
}

const OTHER_KEYS =
  "Remove it, or write `policy: ordered`, which continues with the next element when all keys of one have failed.";
const OTHER_WINDOWS =
  "Choose a model with a larger window, correct `context_windows` or `max_context`, or list other kinds of failure in `on`.";
