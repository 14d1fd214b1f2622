/** Plays the mutants of a room, one after another: each against the tests that reach it. */
import { fork } from "node:child_process";
import type { Mutant } from "./mutate.ts";
import type { Job, Play, Report, TestRun } from "./protocol.ts";

export interface Reached {
  readonly test: string;
  readonly steps: number;
  readonly all: readonly Timed[];
  readonly onLoad: ReadonlySet<number>;
  /** Tests, by mutant. */
  readonly tests: ReadonlyMap<number, readonly Timed[]>;
}

interface Timed {
  readonly index: number;
  readonly ms: number;
}

export interface Machine {
  readonly root: string;
  readonly folder: string;
  readonly worker: string;
}

/** A worker that says nothing for so long is in an endless loop. One report is of a mutant, or of a file without any. */
const SILENCE_MS = { play: 60_000, watch: 180_000 };
/** So much the loops of a file may grow. */
const MORE_STEPS = 3;
const LEAST_STEPS = 100_000;

export async function reachedBy(machine: Machine, tests: readonly string[]): Promise<readonly Reached[]> {
  const all: Reached[] = [];
  let left = tests;
  while (left.length > 0) {
    const job: Job = { kind: "watch", root: machine.root, folder: machine.folder, tests: left };
    await ask(machine, job, (report) => {
      if (report.kind !== "watched") return;
      left = left.filter((test) => test !== report.test);
      if (report.failures.length > 0)
        console.log(
          `left out of ${report.test}, which fail here without a mutant: ${report.failures.map(brief).join("; ")}`,
        );
      if (report.reaches.length > 0) all.push(reachedOf(report));
    });
    const [first] = left;
    if (first === undefined) break;
    console.log(`left out: ${first} does not end`);
    left = left.slice(1);
  }
  return all;
}

/** An error may quote a whole module. */
function brief(failure: string): string {
  return failure.length > 200 ? `${failure.slice(0, 200)}…` : failure;
}

function reachedOf({ test, reaches, onLoad, steps }: Report & { kind: "watched" }): Reached {
  const tests = new Map<number, Timed[]>();
  for (const { index, ms, mutants } of reaches) {
    for (const mutant of mutants) {
      const known = tests.get(mutant);
      if (known === undefined) tests.set(mutant, [{ index, ms }]);
      else known.push({ index, ms });
    }
  }
  return { test, steps, all: reaches, onLoad: new Set(onLoad), tests };
}

/** Those that no test notices; of tests only those that take at most `longest` milliseconds. */
export async function survivorsOf(
  machine: Machine,
  reached: readonly Reached[],
  longest: number,
  mutants: readonly Mutant[],
  onPlayed: (mutant: Mutant, error: string | null) => void,
): Promise<void> {
  const byNumber = new Map(mutants.map((mutant) => [mutant.number, mutant]));
  let left: Play[] = mutants.map(({ number }) => ({ number, runs: runsOf(reached, longest, number) }));
  const settle = (number: number, error: string | null) => {
    const mutant = byNumber.get(number);
    left = left.filter((play) => play.number !== number);
    if (mutant !== undefined) onPlayed(mutant, error);
  };
  for (const { number, runs } of left) if (runs.length === 0) settle(number, null);
  while (left.length > 0) {
    const isKilled = await ask(machine, { kind: "play", ...machine, plays: left }, (report) => {
      if (report.kind === "played") settle(report.number, report.error);
    });
    const [first] = left;
    if (isKilled && first !== undefined) settle(first.number, "the process does not end");
  }
}

/** Quick ones first. */
function runsOf(reached: readonly Reached[], longest: number, mutant: number): readonly TestRun[] {
  return reached
    .map(({ test, steps, all, onLoad, tests }) => {
      const reaching = onLoad.has(mutant) ? all : (tests.get(mutant) ?? []);
      const those = reaching.filter(({ ms }) => ms <= longest);
      const ms = those.reduce((sum, each) => sum + each.ms, 0);
      return { test, ms, mostSteps: LEAST_STEPS + MORE_STEPS * steps, chosen: those.map(({ index }) => index) };
    })
    .filter(({ chosen }) => chosen.length > 0)
    .sort((a, b) => a.ms - b.ms)
    .map(({ test, chosen, mostSteps }) => ({ test, chosen, mostSteps }));
}

/** One job of one process. True if it ended otherwise than by itself. */
function ask({ worker, root }: Machine, job: Job, onReport: (report: Report) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = fork(worker, [], { cwd: root, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const kill = () => child.kill("SIGKILL");
    // A loop does not notice that nobody waits for its end.
    process.once("exit", kill);
    let timer = setTimeout(kill, SILENCE_MS[job.kind]);
    child.on("message", (report: Report) => {
      clearTimeout(timer);
      timer = setTimeout(kill, SILENCE_MS[job.kind]);
      onReport(report);
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      process.off("exit", kill);
      resolve(code !== 0);
    });
    child.send(job);
  });
}
