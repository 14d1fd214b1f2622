import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["usageInEach", "usageInFinish"],
  cannot: ({ step, protocol }) => step.startsWith("usageIn") && protocol === "responses",
});
