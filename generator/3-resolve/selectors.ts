import { PARAM_NAMES } from "../../runtime/selector/params.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import type { Branch, ParamIssue, Selector } from "../../runtime/selector/selector.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { didYouMean, listed } from "../diagnostics/suggest.ts";
import type { Span } from "../document.ts";
import type { BackendIr, LocatedSelector } from "../ir.ts";
import { findBackend, findInstance } from "./backend-ref.ts";
import { type Context, type Located, within } from "./context.ts";
import { asListed } from "./exact-names.ts";
import { checkSingleKinds } from "./failure-kinds.ts";
import { checkOneName } from "./odd-names.ts";
import { selectorHint } from "./selector-hint.ts";

/** Parses a model string of the config and reports its syntax errors and parameters; null if it cannot be used. */
export function readSelector(context: Context, located: Located): Selector | null {
  const parsed = parseSelector(located.text);
  if (!parsed.ok) {
    const { message, offset, length } = parsed.error;
    const hint = selectorHint(located.text, parsed.error);
    const place = within(context.document, located, offset, length);
    context.found.push(diagnostic("bad-selector", place, { problem: message, hint }));
    return null;
  }
  const { selector } = parsed;
  for (const issue of selector.branches.flatMap((branch) => branch.issues)) reportIssue(context, located, issue);
  return { ...selector, branches: selector.branches.map((branch) => asListed(context, branch)) };
}

/** Like `readSelector`, and also looks up every backend and instance that it names. */
export function resolveSelector(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  where: string,
): LocatedSelector | null {
  const selector = readSelector(context, located);
  if (selector === null) return null;
  checkSingleKinds(context, selector, located.span);
  for (const branch of selector.branches) {
    resolveInstance(context, backends, located, branch, where);
    checkOneName(context, located, routeOffset(located.text, branch), branch.route, { place: where });
  }
  return { origin: located.span, text: located.text, selector };
}

/** The instance that a branch names; reports backends and instances that do not exist. */
export function resolveInstance(
  context: Context,
  backends: readonly BackendIr[],
  located: Located,
  branch: Branch,
  where: string,
): number | null {
  if (branch.backend === null) return null;
  const span = within(context.document, located, routeOffset(located.text, branch), branch.backend.length);
  const backend = findBackend(context, backends, { name: branch.backend, span, where });
  if (backend === null || branch.instance === null) return null;
  return findInstance(context, backend, branch.instance, spanOfInstance(context, located, branch));
}

function spanOfInstance(context: Context, located: Located, { backend, instance, ...rest }: Branch): Span {
  const start = routeOffset(located.text, rest) + (backend?.length ?? 0) + 1;
  return within(context.document, located, start, instance?.length ?? 0);
}

/** Where the route of a branch begins: after its annotations, which cannot contain the route. */
export function routeOffset(text: string, { offset, route }: Pick<Branch, "offset" | "route">): number {
  let start = offset;
  while (text.charAt(start) === "[") start = text.indexOf("]", start) + 1;
  return Math.max(start, text.indexOf(route, start));
}

function reportIssue(context: Context, located: Located, { kind, name, value, expected, offset, length }: ParamIssue) {
  const span = within(context.document, located, offset, length);
  if (kind === "invalid") {
    context.found.push(diagnostic("invalid-parameter", span, { name, expected, value }));
    return;
  }
  const hint = didYouMean(name, PARAM_NAMES, `There are ${listed(PARAM_NAMES, "and")}.`);
  context.found.push(diagnostic("unknown-parameter", span, { name, hint }));
}
