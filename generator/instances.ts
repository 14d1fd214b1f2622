import type { Backend } from "../runtime/contract/backend.ts";
import { factsOf } from "./kinds/kinds.ts";

/** How many instances a backend can have: the number behind its dot goes from 1 to this. */
export function instanceCount(backend: Backend): number {
  const { instances } = factsOf(backend);
  return instances.kind === "open" ? instances.most : instances.count;
}

/** The instance that a text names; null if the backend has no such instance. */
export function instanceNumber(backend: Backend, text: string): number | null {
  const number = Number(text);
  return /^[1-9]\d?\d?$/.test(text) && number <= instanceCount(backend) ? number : null;
}
