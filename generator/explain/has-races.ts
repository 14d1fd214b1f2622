import type { Ir } from "../ir.ts";

/** Whether some model string of the config is an `A!B`. Only then clients can send one: see `7-bundle/parts.ts`. */
export function hasRaces({ aliases, forceModel, staticRoute }: Ir): boolean {
  const kinds = [...aliases.map(({ kind }) => kind), forceModel?.selector.kind, staticRoute?.selector.kind];
  return kinds.includes("parallel");
}
