import { diagnostic } from "../diagnostics/report.ts";
import { type Context, spanAt } from "./context.ts";

/** The text of `instructions_file`; null if there is none, or if a mistake was reported. */
export function resolveInstructions(context: Context, name: string): string | null {
  const backend = context.config.backends[name];
  const file = typeof backend === "object" ? (backend?.instructions_file ?? null) : null;
  if (file === null) return null;
  const key = "instructions_file";
  const read = context.readBeside(file);
  if (read.ok && read.text.trim() !== "") return read.text;
  const args = read.ok
    ? { problem: "there is nothing in it", hint: "Write the instructions into it, or remove `instructions_file`." }
    : { problem: read.problem, hint: "Name a file of UTF-8 text that is there, or remove `instructions_file`." };
  context.found.push(diagnostic("unreadable-file", spanAt(context, ["backends", name, key]), { key, file, ...args }));
  return null;
}
