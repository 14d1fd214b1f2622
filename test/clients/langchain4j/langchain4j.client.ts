import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "usageInEach"],
  passesOverErrors: (protocol) => protocol === "chat",
  // A stream that broke off ends well, and it takes a call for done when another begins.
  fails: ({ step, protocol, backend }) =>
    protocol === "chat" &&
    (["cut", "errorInStream"].includes(step) || (step === "interleavedTools" && backend === "chat")),
});
