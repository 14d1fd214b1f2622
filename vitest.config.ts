import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { partition } from "./test/support/partition.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const { threads, processes } = partition(root);

/** What holds for every test of the repo, those of the soak and of the clients too. */
export const common = {
  root,
  resolve: { alias: { "turnout/contract": `${root}runtime/contract/exports.ts` } },
  test: {
    // So long that a test which reaches it hangs, however busy the machine is. No test has a shorter one of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 290_000, interval: 5 } },
    dangerouslyIgnoreUnhandledErrors: false,
  },
};

/** Of the whole run. */
export const run = {
  globalSetup: ["test/support/build.ts"],
  reporters: ["default", "./test/support/count-reporter.ts"],
};

export default defineConfig({
  root,
  test: {
    ...run,
    // All cores: while a test waits for a server of its own, another works. The default leaves one out.
    maxWorkers: "100%",
    projects: [
      {
        ...common,
        // Nothing that they load is loaded twice.
        test: { ...common.test, name: "threads", include: threads, pool: "threads", isolate: false },
      },
      {
        ...common,
        test: { ...common.test, name: "processes", include: processes, pool: "forks" },
      },
    ],
  },
});
