/** What is mutated, and which tests must notice. */
export interface Room {
  readonly name: string;
  /** Folders and files below the repo's root. */
  readonly sources: readonly string[];
  /** Folders and files of tests that run in this process: one that runs a built server sees no mutant. */
  readonly tests: readonly string[];
}

export const ROOMS: readonly Room[] = [
  {
    name: "runtime/routing",
    sources: ["runtime/routing"],
    tests: ["test/routing", "test/request", "test/targets", "test/explain-runtime.test.ts"],
  },
  { name: "runtime/body/scan", sources: ["runtime/body/scan", "runtime/body/splice.ts"], tests: ["test/body"] },
  { name: "runtime/relay", sources: ["runtime/relay"], tests: ["test/relay", "test/request"] },
  {
    name: "runtime/upstream/codex/login",
    sources: ["runtime/upstream/codex/login"],
    tests: ["test/upstream/codex"],
  },
  { name: "runtime/protocols", sources: ["runtime/protocols"], tests: ["test/protocols", "test/relay"] },
];
