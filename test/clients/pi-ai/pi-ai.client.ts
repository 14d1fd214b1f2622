import { scriptBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(scriptBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "reasoningTools"],
  // It only streams.
  cannot: ({ step }) => ["text", "tools", "parallelTools", "failed"].includes(step),
  // Items of a translated answer overlap, and it gathers the pieces of one call at a time.
  fails: ({ step, protocol, backend }) =>
    protocol === "responses" && backend === "chat" && ["streamedParallelTools", "interleavedTools"].includes(step),
});
