import { diagnostic } from "../../diagnostics/report.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { Check } from "./check.ts";

/** Elements after the first one of a route with the policy `k`. */
export const elementsNeverTried: Check = ({ ir }) =>
  ir.failoverRoutes
    .filter(({ policy }) => policy === "k")
    .flatMap(({ elements: [first, ...others] }) => {
      if (first === undefined) return [];
      return others.map((element) => {
        const args = { element: elementText(element), first: elementText(first) };
        return diagnostic("element-never-tried", element.origin, args);
      });
    });
