/** `npm run test:clients`: real clients, which `run.mjs` installs first. */
import { defineConfig } from "vitest/config";
import { common, run } from "../../vitest.config.ts";

export default defineConfig({
  ...common,
  test: {
    ...common.test,
    ...run,
    include: ["test/clients/*/*.client.ts"],
    // Some build a program in another language first.
    hookTimeout: 660_000,
    maxWorkers: 2,
  },
});
