import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "./check.ts";

/** Groups in which every branch has a `max_context`. On a single target it is a limit that somebody wants. */
export const noBranchForLongRequests: Check = ({ groups }) =>
  groups.flatMap(({ branches }) => {
    const limits = branches.map(({ annotations }) => annotations.max_context).filter((limit) => limit !== undefined);
    const last = branches.at(-1);
    if (last === undefined || branches.length < 2 || limits.length < branches.length) return [];
    return [diagnostic("no-branch-for-long-requests", last.origin, { tokens: String(Math.max(...limits)) })];
  });
