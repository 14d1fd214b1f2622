/**
 * `npm run mutation [-- --only routing] [--file next-step] [--tests cursor] [--sample 5] [--quick] [--resume]`: plays the
 * mutants of the rooms, prints those that survive and a score for each file and room. `--sample` plays the same fifth each
 * time, `--quick` runs no test that takes longer than 50 milliseconds. `--resume` plays again only what has not been killed
 * since the file changed.
 * What cannot be noticed stands in `equivalents.json`, with the reason.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type SourceFile, sourcesOf, testsOf, writeScripts } from "./code.ts";
import type { Mutant } from "./mutate.ts";
import { type Machine, type Reached, reachedBy, survivorsOf } from "./play.ts";
import { ROOMS, type Room } from "./rooms.ts";

/** A mutant that no test can notice. */
interface Equivalent {
  readonly file: string;
  /** The line's text, where the mutant is not the only one of its kind in the file. */
  readonly at?: string;
  readonly original: string;
  readonly mutated: string;
  readonly why: string;
}

interface Score {
  readonly mutants: number;
  readonly equivalent: number;
  readonly killed: number;
}

const QUICK_MS = 50;

const root = process.cwd();
const folder = join(root, ".turnout/mutation");
const equivalents = JSON.parse(readFileSync(join(root, "test/mutation/equivalents.json"), "utf8")) as Equivalent[];
const args = process.argv.slice(2);
const resume = args.includes("--resume");
const longest = args.includes("--quick") ? QUICK_MS : Number.POSITIVE_INFINITY;
const only = flagOf("--only");
const parts = partsOf("--file");
const testParts = partsOf("--tests");
const sample = Math.max(1, Number(flagOf("--sample") ?? 1));

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

const total: Score[] = [];
for (const room of ROOMS.filter(({ name }) => only === null || name.startsWith(only))) {
  const scores = await play(room);
  console.log(`${room.name}: ${line(sum(scores))}\n`);
  total.push(...scores);
}
console.log(line(sum(total)));

async function play(room: Room): Promise<readonly Score[]> {
  const machine: Machine = { root, folder: join(folder, "code", room.name), worker: join(folder, "worker.js") };
  const sources = sourcesOf(root, room);
  const tests = testsOf(root, room).filter((test) => testParts.some((part) => test.includes(part)));
  writeScripts(root, machine.folder, tests, sources);
  const reached = await reachedBy(machine, tests);
  const scores: Score[] = [];
  for (const source of sources.filter(({ file }) => parts.some((part) => file.includes(part))))
    scores.push(await playFile(machine, source, reached));
  return scores;
}

async function playFile(
  machine: Machine,
  { file, mutants: all }: SourceFile,
  reached: readonly Reached[],
): Promise<Score> {
  const hash = createHash("sha256")
    .update(JSON.stringify(all.map(({ line, original, mutated }) => [line, original, mutated])))
    .digest("hex");
  const noted = join(folder, "killed", `${file}.json`);
  const before = resume && existsSync(noted) ? (JSON.parse(readFileSync(noted, "utf8")) as Noted) : null;
  const killed = new Set(before?.hash === hash ? before.killed : []);
  const own = (number: number) => number - (all[0]?.number ?? 0);
  const mutants = all.filter((mutant) => isInSample(file, mutant));
  const noticeable = mutants.filter((mutant) => !isEquivalent(file, mutant));
  const open = noticeable.filter(({ number }) => !killed.has(own(number)));
  await survivorsOf(machine, reached, longest, open, (mutant, error) => {
    if (error === null)
      console.log(`survives: ${file}:${mutant.line}  ${short(mutant.original)}  ->  ${short(mutant.mutated)}`);
    else killed.add(own(mutant.number));
  });
  mkdirSync(dirname(noted), { recursive: true });
  writeFileSync(noted, JSON.stringify({ hash, killed: [...killed] } satisfies Noted));
  const count = noticeable.filter(({ number }) => killed.has(own(number))).length;
  const score = { mutants: mutants.length, equivalent: mutants.length - noticeable.length, killed: count };
  console.log(`${file}: ${line(score)}`);
  return score;
}

interface Noted {
  readonly hash: string;
  readonly killed: readonly number[];
}

/** By what the mutant is, so that lines may move. */
function isInSample(file: string, { at, original, mutated }: Mutant): boolean {
  const hash = createHash("sha256")
    .update(JSON.stringify([file, at, original, mutated]))
    .digest();
  return hash.readUInt32BE() % sample === 0;
}

function isEquivalent(file: string, mutant: Mutant): boolean {
  return equivalents.some(
    (one) =>
      one.file === file &&
      one.original === mutant.original &&
      one.mutated === mutant.mutated &&
      (one.at === undefined || one.at === mutant.at),
  );
}

function sum(scores: readonly Score[]): Score {
  const of = (key: keyof Score) => scores.reduce((all, score) => all + score[key], 0);
  return { mutants: of("mutants"), equivalent: of("equivalent"), killed: of("killed") };
}

function line({ mutants, equivalent, killed }: Score): string {
  const noticeable = mutants - equivalent;
  const percent = noticeable === 0 ? "100" : ((100 * killed) / noticeable).toFixed(1);
  return `${killed} of ${noticeable} killed (${percent} %), ${equivalent} equivalent`;
}

function short(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 100);
}

/** All, without the flag: each path contains the empty text. */
function partsOf(name: string): readonly string[] {
  return (flagOf(name) ?? "").split(",");
}

function flagOf(name: string): string | null {
  const at = args.indexOf(name);
  return at === -1 ? null : (args[at + 1] ?? null);
}
