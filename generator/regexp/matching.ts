import { MAX_MODEL_STRING } from "../../runtime/selector/characters.ts";
import { type BuiltMachine, buildMachine } from "./build-machine.ts";
import { capturesAlike } from "./captures.ts";
import { MOST_STEPS, stepsOf } from "./cost.ts";
import type { Machine } from "./machine.ts";
import { type Pattern, partsOf } from "./pattern.ts";
import { printPattern } from "./print.ts";
import { createRun, type GroupTexts } from "./run-machine.ts";

/** How names are matched: by the engine, where that is fast and means the same, else by a machine. */
export type Matching =
  | { readonly kind: "regexp"; readonly source: string; readonly flags: "" | "u" }
  | { readonly kind: "machine"; readonly machine: Machine };

export type Chosen =
  | Matching
  /** Neither can do it. */
  | {
      readonly kind: "none";
      /** Why the engine cannot. */
      readonly engine: "slow" | "captures" | "too-large";
      /** Why a machine cannot. */
      readonly machine: Exclude<BuiltMachine["kind"], "machine">;
    };

export function chooseMatching(pattern: Pattern, groups: number): Chosen {
  const { source, flags } = printPattern(pattern);
  const engine = !capturesAlike(pattern)
    ? "captures"
    : stepsOf(pattern) > MOST_STEPS
      ? "slow"
      : isSmall(pattern) || engineTakes(source, flags)
        ? null
        : "too-large";
  if (engine === null) return { kind: "regexp", source, flags };
  const compiled = buildMachine(pattern, groups);
  return compiled.kind === "machine" ? compiled : { kind: "none", engine, machine: compiled.kind };
}

/** In parts, of which a set counts as many: far below the six thousand sets such as `\p{L}` that V8 takes in a row. */
const SMALL = 640;
const SET = 16;

/** Whether the engine takes a pattern for certain. Trying it out costs more than all else about a pattern. */
function isSmall(pattern: Pattern): boolean {
  return weightOf(pattern) <= SMALL;
}

function weightOf(pattern: Pattern): number {
  if (pattern.kind === "set") return SET;
  const weight = partsOf(pattern).reduce((sum, part) => sum + weightOf(part), 1);
  return pattern.kind === "repeat" ? weight * Math.max(1, pattern.most ?? pattern.least + 1) : weight;
}

/** V8 compiles a pattern when it is used, for each kind of text by itself, and anew when it is used again. */
function engineTakes(source: string, flags: string): boolean {
  try {
    const regexp = new RegExp(source, flags);
    for (const name of ["a", "\u0100", "a", "\u0100"]) regexp.test(name);
    return true;
  } catch {
    return false;
  }
}

/** Matches names, from their start. No client can ask for a name that is too long: it matches nothing. */
export function createMatcher(matching: Matching): (name: string) => GroupTexts | null {
  const match = matching.kind === "machine" ? createRun(matching.machine) : createEngine(matching);
  return (name) => (name.length > MAX_MODEL_STRING ? null : match(name));
}

function createEngine(matching: Matching & { readonly kind: "regexp" }): (name: string) => GroupTexts | null {
  const regexp = new RegExp(matching.source, matching.flags);
  return (name) => {
    const match = regexp.exec(name);
    // A group that took no part in the match is empty, as in Python.
    return match === null ? null : Array.from(match, (text: string | undefined) => text ?? "");
  };
}
