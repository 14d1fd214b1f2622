/** Puts one mutant in force for a test file, and bounds the loops that it may make endless. */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The mutant's number; 0 for none. */
    readonly mutant: number;
  }
}

const MOST_STEPS = 50_000_000;

const here = globalThis as { __mutant?: number; __step?: () => void };
let steps = 0;
here.__mutant = inject("mutant");
here.__step = () => {
  steps += 1;
  if (steps > MOST_STEPS) throw new Error("an endless loop");
};
