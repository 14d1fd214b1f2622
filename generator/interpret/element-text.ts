import { printSelector } from "../../runtime/selector/print.ts";
import type { RouteElement } from "../ir.ts";

/** An element of a failover route as a model string: `[max_context=8000]openai.2:gpt-4o?seed=1`. */
export function elementText({ backend, instance, model, params, annotations }: RouteElement): string {
  const prefix = backend === null ? "" : `${backend}${instance === null ? "" : `.${instance}`}:`;
  return printSelector({ kind: "single", branches: [{ ...annotations, route: prefix + model, params }] });
}
