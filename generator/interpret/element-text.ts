import { printQuery } from "../../runtime/selector/print.ts";
import type { RouteElement } from "../ir.ts";

/** An element of a failover route as a model string: `openai.2:gpt-4o?seed=1`. */
export function elementText({ backend, instance, model, params }: RouteElement): string {
  const prefix = backend === null ? "" : `${backend}${instance === null ? "" : `.${instance}`}:`;
  return `${prefix}${model}${printQuery(params)}`;
}
