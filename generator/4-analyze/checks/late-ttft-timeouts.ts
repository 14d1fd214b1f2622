import { diagnostic } from "../../diagnostics/report.ts";
import type { Ir } from "../../ir.ts";
import type { Check } from "../analyze.ts";
import { annotatedGroups } from "../annotated-groups.ts";

/** Branches of a parallel group whose `ttft_timeout` is no shorter than the timeout of the backend they name. */
export const lateTtftTimeouts: Check = (ir) =>
  annotatedGroups(ir).flatMap(({ branches }) =>
    branches.flatMap(({ origin, backend, annotations }) => {
      const seconds = annotations.ttft_timeout;
      const limit = timeoutOf(ir, backend);
      if (seconds === undefined || limit === null || seconds < limit) return [];
      const other = `backends.${backend}.timeout`;
      const args = { key: "ttft_timeout", seconds: String(seconds), other, limit: String(limit) };
      return [diagnostic("timeout-never-fires", origin, args)];
    }),
  );

function timeoutOf(ir: Ir, name: string | null): number | null {
  return ir.backends.find(({ backend }) => backend.name === name)?.backend.timeouts.total ?? null;
}
