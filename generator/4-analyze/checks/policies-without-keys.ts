import { instanceCount } from "../../3-resolve/backend-ref.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { Ir, RouteElement } from "../../ir.ts";
import type { Check } from "../analyze.ts";

/** Routes with the policy `k` whose only element has one key at most: there is nothing to go through. */
export const policiesWithoutKeys: Check = (ir) =>
  ir.failoverRoutes.flatMap(({ policy, elements, origin, name }) => {
    const [only] = elements;
    if (policy !== "k" || only === undefined || elements.length > 1 || !hasOneKey(ir, only)) return [];
    return [diagnostic("policy-without-keys", origin, { name, element: elementText(only) })];
  });

/** A bare model may go to several backends, so nothing is known of its keys. */
function hasOneKey(ir: Ir, { backend: name, instance }: RouteElement): boolean {
  if (instance !== null) return true;
  const backend = ir.backends.find((entry) => entry.backend.name === name)?.backend;
  return backend !== undefined && instanceCount(backend) < 2;
}
