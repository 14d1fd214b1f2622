import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "../analyze.ts";
import { annotatedGroups } from "../annotated-groups.ts";

/** Groups in which every branch has a `max_context`. A single target with one says on purpose what it does not take. */
export const noBranchForLongRequests: Check = (ir) =>
  annotatedGroups(ir).flatMap(({ branches }) => {
    const limits = branches.map(({ annotations }) => annotations.max_context).filter((limit) => limit !== undefined);
    const last = branches.at(-1);
    if (last === undefined || branches.length < 2 || limits.length < branches.length) return [];
    return [diagnostic("no-branch-for-long-requests", last.origin, { tokens: String(Math.max(...limits)) })];
  });
