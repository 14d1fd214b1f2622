/** What is mutated, and which tests must notice. */
export interface Room {
  readonly name: string;
  /** Folders and files below the repo's root. */
  readonly sources: readonly string[];
  /** Folders and files of tests. Of those only the ones that run in this process count: a built server has no mutants. */
  readonly tests: readonly string[];
}

export const ROOMS: readonly Room[] = [
  {
    name: "routing",
    sources: ["runtime/routing"],
    tests: ["test/routing", "test/request", "test/overrides.test.ts"],
  },
  {
    name: "scanning and splicing",
    sources: ["runtime/body/scan", "runtime/body/splice.ts"],
    tests: ["test/body"],
  },
  {
    name: "login",
    sources: ["runtime/upstream/codex/login"],
    tests: ["test/upstream/codex"],
  },
  {
    name: "relay",
    sources: ["runtime/relay"],
    tests: ["test/relay", "test/request", "test/observe/observers.test.ts"],
  },
  {
    name: "request",
    sources: ["runtime/request"],
    tests: ["test/request", "test/relay", "test/observe/observers.test.ts", "test/passthrough"],
  },
  {
    name: "protocols",
    sources: ["runtime/protocols"],
    tests: ["test/protocols", "test/conformance/pairings", "test/relay"],
  },
];
