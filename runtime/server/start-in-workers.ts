import { workerCount } from "../workers/count.ts";
import { seatIn } from "../workers/seat.ts";
import type { StartInWorkers } from "./artifact.ts";
import { serve } from "./serve.ts";
import { serveAsWorker } from "./serve-as-worker.ts";
import { serveInWorkers } from "./serve-workers.ts";

/** Runs the server in as many processes as the settings say; or as one of them, if this process was started as such. */
export const startInWorkers: StartInWorkers = async (input) => {
  const seat = seatIn(input.env, process.send !== undefined);
  if (seat !== null) return serveAsWorker(input, seat);
  const count = await workerCount(input.settings.server.workers ?? 1);
  return count === 1 ? serve(input) : serveInWorkers(input, count);
};
