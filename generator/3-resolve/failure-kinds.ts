import type { Selector } from "../../runtime/selector/selector.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Span } from "../document.ts";
import type { FailoverRoute, RouteElement } from "../ir.ts";
import type { Context } from "./context.ts";

const REASON = "`on` names the failures of the targets before it, and the one that is tried first has none before it.";

/** An element with `on` follows the failure of another one, which the policy must put before it. */
export function checkElementKinds(
  context: Context,
  elements: readonly RouteElement[],
  policy: FailoverRoute["policy"],
): void {
  for (const [index, { annotations, origin }] of elements.entries()) {
    if (annotations.on === undefined) continue;
    if (policy === "round-robin") {
      const problem = "An element of a `round-robin` route cannot have `on`.";
      report(context, origin, problem, "Remove `on`, or write `policy: ordered`.");
    } else if (index === 0) {
      const problem = "The first element of a failover route cannot have `on`.";
      report(context, origin, problem, "Remove `on`, or put an element without it before this one.");
    }
  }
}

/** The parser allows `on` before a model alone, because an element of a failover route is one. */
export function checkSingleKinds(context: Context, { kind, branches }: Selector, origin: Span): void {
  if (kind !== "single" || branches[0]?.on === undefined) return;
  const problem = "A model that is no part of a group cannot have `on`.";
  report(context, origin, problem, "Remove `on`, or write another target and `|` before it.");
}

function report({ found }: Context, origin: Span, problem: string, hint: string): void {
  found.push(diagnostic("unsupported-selector", origin, { problem, reason: REASON, hint }));
}
