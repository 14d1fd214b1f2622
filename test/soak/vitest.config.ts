/** `npm run soak`: the long one, which is no part of the suite. */
import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import suite from "../../vitest.config.ts";

export default {
  ...mergeConfig(suite, { root: fileURLToPath(new URL("../..", import.meta.url)) }),
  test: { ...suite.test, include: ["test/soak/*.soak.ts"] },
};
