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
        const reason = `The policy \`k\` tries only the keys of the first element, \`${elementText(first)}\`.`;
        const args = { element: elementText(element), reason, hint: HINT };
        return diagnostic("element-never-tried", element.origin, args);
      });
    });

const HINT =
  "Remove it, or write `policy: ordered`, which continues with the next element when all keys of one have failed.";
