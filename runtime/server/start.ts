import { workerCount } from "../workers/count.ts";
import { seatIn } from "../workers/seat.ts";
import type { PreflightInput } from "./preflight.ts";
import { serve } from "./serve.ts";
import { serveAsWorker } from "./serve-as-worker.ts";
import { serveInWorkers } from "./serve-workers.ts";

/** Runs the server in this process, or in as many as the settings say. */
export async function start(input: PreflightInput): Promise<void> {
  const { workers = 1 } = input.settings.server;
  if (workers === 1) return serve(input);
  const seat = seatIn(input.env, process.send !== undefined);
  if (seat !== null) return serveAsWorker(input, seat);
  const count = await workerCount(workers);
  return count === 1 ? serve(input) : serveInWorkers(input, count);
}
