import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools"],
  // It reads neither `error` nor `response.failed`.
  cannot: ({ step, protocol }) => step === "errorInStream" && protocol === "responses",
  // Items of a translated answer overlap, and it gathers the pieces of one call at a time.
  fails: ({ step, protocol, backend }) =>
    protocol === "responses" && backend === "chat" && ["streamedParallelTools", "interleavedTools"].includes(step),
});
