import { MAX_MODEL_STRING } from "../../runtime/selector/characters.ts";
import { stepsOf } from "./cost.ts";
import type { Matching } from "./matching.ts";
import type { Pattern } from "./pattern.ts";

/** Nanoseconds for a step of an engine, and for a state of a machine at one character (Node 20, x64, rounded up). */
const STEP = 1;
const STATE = 64;

/** Seconds that matching the worst name may take, never too few on a machine of that kind. */
export function matchingTime(pattern: Pattern, matching: Matching): number {
  const steps =
    matching.kind === "machine"
      ? matching.machine.states.length * (MAX_MODEL_STRING + 1) * STATE
      : stepsOf(pattern) * STEP;
  return steps / 1e9;
}
