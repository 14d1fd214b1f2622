import { diagnostic } from "../diagnostics/report.ts";
import { elementText } from "../interpret/element-text.ts";
import type { Check } from "./analyze.ts";

/** Elements that stand twice in one failover route, parameters included. */
export const duplicateElements: Check = (ir) =>
  ir.failoverRoutes.flatMap(({ elements }) => {
    const lines = new Map<string, number>();
    return elements.flatMap((element) => {
      const text = elementText(element);
      const first = lines.get(text);
      if (first !== undefined) {
        return [diagnostic("duplicate-element", element.origin, { element: text, first: String(first) })];
      }
      lines.set(text, element.origin.line);
      return [];
    });
  });
