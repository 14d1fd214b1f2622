import { readFile } from "node:fs/promises";

/** How many workers `server.workers` stands for: `auto` is one for each core that the process may use. */
export async function workerCount(workers: number | "auto"): Promise<number> {
  if (workers !== "auto") return workers;
  const { availableParallelism } = await import("node:os");
  const quota = coresIn(await readFile("/sys/fs/cgroup/cpu.max", "utf8").catch(() => ""));
  return Math.max(1, Math.min(availableParallelism(), Math.ceil(quota)));
}

/** What a container may use, which older versions of Node do not look at: `150000 100000` is one and a half. */
export function coresIn(cpuMax: string): number {
  const [, quota, period] = /^(\d+) ([1-9]\d*)\s*$/.exec(cpuMax) ?? [];
  return quota === undefined ? Number.POSITIVE_INFINITY : Number(quota) / Number(period);
}
