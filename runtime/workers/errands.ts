import { createErrands } from "./create-errands.ts";
import { runErrands } from "./run-errands.ts";

/** Bundled only if something must be done once for all workers: the renewal of a login. */
export interface ErrandParts {
  readonly inPrimary: typeof createErrands;
  readonly inWorker: typeof runErrands;
}

export const errands: ErrandParts = { inPrimary: createErrands, inWorker: runErrands };
