import { type Command, command } from "../terminal/command.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import { CONFIG_ARGUMENT, FORMAT_ARGUMENT, FORMAT_NOTES, OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { readOverrides } from "./read-overrides.ts";
import { runCompiler } from "./run-compiler.ts";

export function checkCommand(context: Context): Command {
  const { terminal, env } = context;
  return command({
    name: "check",
    summary: "Finds every mistake in a config, and writes nothing",
    args: { ...CONFIG_ARGUMENT, ...FORMAT_ARGUMENT, ...OVERRIDE_ARGUMENTS },
    notes: FORMAT_NOTES,
    examples: [
      ["turnout check", "config.yaml in this folder"],
      ["turnout check prod.yaml --format github", "annotations on a pull request"],
      ["turnout check --format json | jq -r '.[].code'", "for programs"],
      ["turnout check --force-model openai:gpt-4o", "would this override do?"],
    ],
    async run({ args, all }) {
      const overrides = readOverrides(all, env);
      const read = await readConfig(context, args.config ?? DEFAULT_CONFIG);
      if (!read.ok) {
        printDiagnostics(terminal, args.format, [read.diagnostic]);
        return 1;
      }
      const { ok } = await runCompiler(context, read.source, { format: args.format, overrides, bundle: false });
      if (ok && args.format === "pretty") terminal.log.success(`${read.source.file} is right`);
      return ok ? 0 : 1;
    },
  });
}
