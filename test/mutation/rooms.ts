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
    name: "bodies",
    sources: ["runtime/body/whole", "runtime/body/field-rules.ts"],
    tests: ["test/body"],
  },
  {
    name: "failure",
    sources: ["runtime/failure"],
    tests: ["test/failure", "test/relay", "test/request"],
  },
  {
    name: "clients",
    sources: ["runtime/clients"],
    tests: ["test/server", "test/request"],
  },
  {
    name: "wire",
    sources: ["runtime/wire"],
    tests: ["test/wire", "test/upstream/http"],
  },
  {
    name: "patterns",
    sources: ["generator/regexp"],
    tests: ["test/regexp"],
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
