import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "./check.ts";

/** Branches of a parallel group whose `ttft_timeout` is no shorter than the timeout of the backend that they name. */
export const lateTtftTimeouts: Check = (facts) =>
  facts.groups.flatMap(({ branches }) =>
    branches.flatMap(({ origin, backend, annotations }) => {
      const seconds = annotations.ttft_timeout;
      const named = backend === null ? undefined : facts.backend(backend);
      // A model may have a longer one of its own.
      const limit = named?.modelTimeouts === undefined ? (named?.timeouts.total ?? null) : null;
      if (seconds === undefined || limit === null || seconds < limit) return [];
      const other = `backends.${backend}.timeout`;
      const args = { key: "ttft_timeout", seconds: String(seconds), other, limit: String(limit) };
      return [diagnostic("timeout-never-fires", origin, args)];
    }),
  );
