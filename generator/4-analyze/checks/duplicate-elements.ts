import { diagnostic } from "../../diagnostics/report.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { RouteElement } from "../../ir.ts";
import type { Check } from "./check.ts";

/**
 * Elements that a failover route lists twice, parameters included, where the second takes no longer requests than the
 * first. In a rotation listing one twice gives it more of the requests, and `k` never tries more than the first.
 */
export const duplicateElements: Check = ({ ir }) =>
  ir.failoverRoutes.flatMap(({ policy, elements }) => {
    if (policy === "round-robin" || policy === "k") return [];
    const earlier = new Map<string, RouteElement>();
    return elements.flatMap((element) => {
      const text = elementText({ ...element, annotations: {} });
      const first = earlier.get(text);
      if (first !== undefined && limitOf(element) <= limitOf(first)) {
        return [diagnostic("duplicate-element", element.origin, { element: text, first: String(first.origin.line) })];
      }
      // One with `on` may have been passed over.
      if (element.annotations.on === undefined) earlier.set(text, element);
      return [];
    });
  });

function limitOf({ annotations }: RouteElement): number {
  return annotations.max_context ?? Number.POSITIVE_INFINITY;
}
