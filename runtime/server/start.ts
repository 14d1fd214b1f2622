import type { PreflightInput } from "./preflight.ts";
import { serve } from "./serve.ts";

/** Runs the server in this process, or in as many as the settings say. */
export function start(input: PreflightInput): Promise<void> {
  const { artifact, settings } = input;
  const one = (settings.server.workers ?? 1) === 1;
  return one || artifact.startInWorkers === undefined ? serve(input) : artifact.startInWorkers(input);
}
