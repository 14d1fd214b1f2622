/** Runs tests with a mutant in force, in a process that may be killed. */
import { bounded, watchProcess } from "./bounded.ts";
import type { Job, Play, Report } from "./protocol.ts";
import { runFile } from "./run-file.ts";

/** If a mutant leaves something behind that may disturb the next, the process ends and another continues. */
const MOST_LEFT = 12;

watchProcess();

process.once("message", (job: Job) => {
  // Else no process would ever be idle.
  process.channel?.unref();
  void (job.kind === "watch" ? watch(job) : play(job)).then(() => process.exit(0));
});

function tell(report: Report): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(report, () => resolve());
  });
}

async function watch({ root, folder, tests }: Job & { kind: "watch" }): Promise<void> {
  for (const test of tests) {
    let steps = 0;
    let reached = new Set<number>();
    const onLoad = reached;
    let since = process.cpuUsage();
    const reaches: { index: number; ms: number; mutants: number[] }[] = [];
    const failures: string[] = [];
    const run = {
      root,
      folder,
      test,
      isMutant: (number: number) => {
        reached.add(number);
        return false;
      },
      step: () => {
        steps += 1;
      },
      chosen: null,
      onTest: (index: number, state: "starts" | "passed" | "failed", error?: unknown) => {
        if (state === "starts") [reached, since] = [new Set(), process.cpuUsage()];
        else if (state === "failed") failures.push(`${index}: ${firstLine(error)}`);
        else reaches.push({ index, ms: process.cpuUsage(since).user / 1000, mutants: [...reached] });
      },
    };
    await runFile(run, bounded).catch((error) => failures.push(`as a whole: ${firstLine(error)}`));
    await tell({ kind: "watched", test, reaches, onLoad: [...onLoad], steps, failures });
  }
}

async function play({ root, folder, plays }: Job & { kind: "play" }): Promise<void> {
  const before = process.getActiveResourcesInfo().length;
  for (const one of plays) {
    await tell({ kind: "played", number: one.number, error: await errorOf(one, root, folder) });
    await new Promise((resolve) => setImmediate(resolve));
    if (process.getActiveResourcesInfo().length > before + MOST_LEFT) return;
  }
}

/** The first failure of the tests that reach the mutant; null if it survives. */
async function errorOf({ number, runs }: Play, root: string, folder: string): Promise<string | null> {
  for (const { test, chosen, mostSteps } of runs) {
    let steps = 0;
    const run = {
      root,
      folder,
      test,
      isMutant: (asked: number) => asked === number,
      step: () => {
        steps += 1;
        if (steps > mostSteps) throw new Error("an endless loop");
      },
      chosen: new Set(chosen),
      onTest: (_index: number, state: string, error?: unknown) => {
        if (state === "failed") throw error;
      },
    };
    try {
      await runFile(run, bounded);
    } catch (error) {
      return `${test}: ${firstLine(error)}`;
    }
  }
  return null;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}
