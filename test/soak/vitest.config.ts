/** `npm run soak`: what takes long or measures seconds, which is no part of the suite. */
import { defineConfig } from "vitest/config";
import { common, run } from "../../vitest.config.ts";

export default defineConfig({
  ...common,
  test: { ...common.test, ...run, include: ["test/soak/*.soak.ts"], fileParallelism: false },
});
