import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "usageInEach"],
  // It adds up running totals, which are passed on.
  fails: ({ step, protocol, backend }) => step === "usageInEach" && protocol === "chat" && backend === "chat",
});
