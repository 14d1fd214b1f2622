import type { Backend } from "../../../runtime/contract/backend.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/** Elements of a failover route that ask the same model of the same place with the same key as one before them. */
export const sameTargets: Check = (facts) =>
  facts.ir.failoverRoutes.flatMap(({ policy, elements }) => {
    if (policy === "round-robin" || policy === "k") return [];
    const earlier = new Map<string, { readonly text: string; readonly backend: string; readonly line: number }>();
    return elements.flatMap((element) => {
      const place = placeOf(facts, element.backend);
      if (element.backend === null || place === null || element.instance !== null) return [];
      const { model, params, annotations } = element;
      const id = JSON.stringify([place, model, params, annotations]);
      const text = elementText(element);
      const first = earlier.get(id);
      if (first === undefined) earlier.set(id, { text, backend: element.backend, line: element.origin.line });
      // The same backend twice is a duplicate element, which has a check of its own.
      if (first === undefined || first.backend === element.backend) return [];
      const args = { element: text, other: first.text, first: String(first.line) };
      return [diagnostic("same-target", element.origin, args)];
    });
  });

/** What decides the answer of a backend and its limits; null for one that contacts nothing. */
function placeOf(facts: Facts, name: string | null): unknown {
  const backend: Backend | undefined = name === null ? undefined : facts.backend(name);
  if (backend?.kind !== "http") return null;
  const { origin, path, keys, headers, protocols } = backend;
  const variables = keys.kind === "listed" ? keys.keys.map(({ env }) => env) : keys;
  // Without a key it may be one address before several servers.
  if (keys.kind === "none") return null;
  const { timeouts, defaults, forced } = backend;
  return [origin, path, variables, headers.map(([header]) => header), protocols, timeouts, defaults, forced];
}
