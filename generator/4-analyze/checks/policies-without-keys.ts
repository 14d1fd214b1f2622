import { diagnostic } from "../../diagnostics/report.ts";
import { instanceCount } from "../../instances.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { RouteElement } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/** Routes with the policy `k` whose only element has at most one key, so that there is nothing to fail over to. */
export const policiesWithoutKeys: Check = (facts) =>
  facts.ir.failoverRoutes.flatMap(({ policy, elements, origin, name }) => {
    const [only] = elements;
    if (policy !== "k" || only === undefined || elements.length > 1 || !hasOneKey(facts, only)) return [];
    return [diagnostic("policy-without-keys", origin, { name, element: elementText(only) })];
  });

/** Nothing is known about the keys of a bare model, which may go to several backends. */
function hasOneKey(facts: Facts, { backend: name, instance }: RouteElement): boolean {
  if (instance !== null) return true;
  const backend = name === null ? undefined : facts.backend(name);
  return backend !== undefined && instanceCount(backend) < 2;
}
