import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "usageInEach"],
  passesOverErrors: (protocol) => protocol === "chat",
  // It takes a call for done when another begins.
  fails: ({ step, protocol, backend }) => step === "interleavedTools" && protocol === "chat" && backend === "chat",
});
