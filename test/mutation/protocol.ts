/** What the worker is asked, and what it answers. */
export interface TestRun {
  readonly test: string;
  readonly chosen: readonly number[];
  /** Turns of loops, after which a mutant has made one of them endless. */
  readonly mostSteps: number;
}

export interface Play {
  readonly number: number;
  readonly runs: readonly TestRun[];
}

export type Job =
  | { readonly kind: "watch"; readonly root: string; readonly folder: string; readonly tests: readonly string[] }
  | { readonly kind: "play"; readonly root: string; readonly folder: string; readonly plays: readonly Play[] };

/** A test without a mutant: which mutants it reaches. */
export interface Reach {
  readonly index: number;
  /** Of the processor. */
  readonly ms: number;
  readonly mutants: readonly number[];
}

export type Report =
  | {
      readonly kind: "watched";
      readonly test: string;
      /** Of those that pass. */
      readonly reaches: readonly Reach[];
      /** Reached while the file loads: any test may notice. */
      readonly onLoad: readonly number[];
      readonly steps: number;
      readonly failures: readonly string[];
    }
  | { readonly kind: "played"; readonly number: number; readonly error: string | null };
