/** `npm run test:clients`: real clients, which `run.mjs` installs first. */
import { defineConfig } from "vitest/config";
import { common, run } from "../../vitest.config.ts";

export default defineConfig({
  ...common,
  test: {
    ...common.test,
    ...run,
    include: ["test/clients/*/*.client.ts"],
    maxWorkers: 2,
  },
});
