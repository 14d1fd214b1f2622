/** `npm run test:clients`: real clients, which `run.mjs` installs first. */
import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import suite from "../../vitest.config.ts";

export default {
  ...mergeConfig(suite, { root: fileURLToPath(new URL("../..", import.meta.url)) }),
  test: {
    ...suite.test,
    include: ["test/clients/*/*.client.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
};
