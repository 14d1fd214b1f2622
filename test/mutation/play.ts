/** Plays the mutants of a room, one after another, in one vitest that stays up. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { createVitest as create, TestSpecification, Vitest } from "vitest/node";
import { partition, withImports } from "../support/partition.ts";
import { type Mutant, mutate } from "./mutate.ts";
import type { Room } from "./rooms.ts";

/** A mutant that nobody can notice, and why. */
export interface Equivalent {
  readonly file: string;
  readonly original: string;
  readonly mutated: string;
  readonly why: string;
}

export interface PlayOptions {
  /** Only files whose path contains it. */
  readonly part: string;
  readonly equivalents: readonly Equivalent[];
  readonly createVitest: typeof create;
}

export interface Score {
  readonly killed: number;
  readonly all: number;
}

interface FileOfMutants {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

export async function play(root: string, room: Room, options: PlayOptions): Promise<Score> {
  const files = mutatedFiles(root, room, options.part);
  const vitest = await options.createVitest("test", configOf(root, room), { plugins: [instrument(root, files)] });
  const specifications = await vitest.globTestSpecifications();
  if (!(await passes(vitest, specifications, 0))) throw new Error(`${room.name}: its tests fail without a mutant`);
  let [killed, all] = [0, 0];
  for (const { file, mutants } of files) {
    // Only tests that load the file can notice.
    const related = specifications.filter(({ moduleId }) => withImports(root, relative(root, moduleId), "").has(file));
    for (const mutant of mutants) {
      if (isEquivalent(options.equivalents, file, mutant)) continue;
      all += 1;
      if (await passes(vitest, related, mutant.number)) {
        const [from, to] = [mutant.original, mutant.mutated].map((text) => text.replace(/\s+/g, " ").slice(0, 90));
        console.log(`survives: ${file}:${mutant.line}  ${from}  ->  ${to}`);
      } else killed += 1;
    }
  }
  await vitest.close();
  return { killed, all };
}

function mutatedFiles(root: string, { sources }: Room, part: string): readonly FileOfMutants[] {
  let first = 1;
  const files = sources.flatMap((source) => filesBelow(root, source)).filter((file) => file.includes(part));
  return files.map((file) => {
    const mutated = mutate(readFileSync(join(root, file), "utf8"), first);
    first += mutated.mutants.length;
    return { file, ...mutated };
  });
}

function filesBelow(root: string, path: string): readonly string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(path, name));
}

/** Of tests that run a built server the outcome would be the same for every mutant. */
function configOf(root: string, { tests }: Room) {
  const { threads, processes } = partition(root);
  const isChosen = (file: string) => tests.some((path) => file === path || file.startsWith(`${path}/`));
  const inProcess = processes.filter(
    (file) =>
      !/startArtifact|gateway\.ts|buildServer|startCli|runCli|routing\.ts|start-pair/.test(
        readFileSync(join(root, file), "utf8"),
      ),
  );
  return {
    root,
    config: false as const,
    watch: false,
    include: [...threads, ...inProcess].filter(isChosen),
    setupFiles: [join(root, "test/mutation/setup.ts")],
    // A constant of a module is made anew for each mutant.
    pool: "threads" as const,
    isolate: true,
    maxWorkers: 1,
    bail: 1,
    testTimeout: 60_000,
    reporters: [{}],
    passWithNoTests: false,
  };
}

function instrument(root: string, files: readonly FileOfMutants[]) {
  const texts = new Map(files.map(({ file, text }) => [join(root, file), text]));
  return {
    name: "mutants",
    enforce: "pre" as const,
    config: () => ({ resolve: { alias: { "turnout/contract": join(root, "runtime/contract.ts") } } }),
    load: (id: string) => texts.get(id) ?? null,
  };
}

async function passes(vitest: Vitest, specifications: TestSpecification[], mutant: number): Promise<boolean> {
  for (const project of vitest.projects) project.provide("mutant", mutant);
  vitest.state.filesMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
  return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
}

function isEquivalent(equivalents: readonly Equivalent[], file: string, { original, mutated }: Mutant): boolean {
  return equivalents.some((one) => one.file === file && one.original === original && one.mutated === mutated);
}
