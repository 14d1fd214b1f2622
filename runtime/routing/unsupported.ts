import type { Selector } from "../selector/selector.ts";

/** What this version does not route, as a sentence; null where there is nothing such. */
export function unsupportedPart({ kind, branches }: Selector): string | null {
  if (kind === "weighted") return "Weighted groups (A^B) are not supported; use a failover group, A|B.";
  if (kind === "parallel") return "Parallel groups (A!B) are not supported; use a failover group, A|B.";
  if (branches.some((branch) => branch.max_context !== undefined))
    return "The max_context annotation is not supported.";
  return null;
}
