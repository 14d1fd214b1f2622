import { scriptBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(scriptBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools", "reasoningTools"],
  // It only streams.
  cannot: ({ step }) => ["text", "tools", "parallelTools", "failed"].includes(step),
});
