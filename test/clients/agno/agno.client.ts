import { programBeside } from "../support/program.ts";
import { tryUsual } from "../support/usual.ts";

tryUsual(programBeside(import.meta.url), {
  protocols: ["chat", "responses"],
  more: ["interleavedTools"],
  // It reads neither `error` nor `response.failed`.
  cannot: ({ step, protocol }) => step === "errorInStream" && protocol === "responses",
});
