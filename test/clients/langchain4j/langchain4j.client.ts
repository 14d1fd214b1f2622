import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "usageInEach"],
  fails: ({ step, protocol, backend }) =>
    protocol === "chat"
      ? // It passes over events that it cannot read, errors among them, and takes a call for done when another begins.
        ["cut", "errorInStream"].includes(step) || (step === "interleavedTools" && backend === "chat")
      : // It waits for `response.failed`.
        step === "errorInStream" && backend === "responses",
});
