import { type Command, command } from "../terminal/command.ts";
import { NO_TEXTS, printReports, type Report } from "../terminal/print-diagnostics.ts";
import { FORMAT_ARGUMENT, FORMAT_NOTES, OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { readOverrides } from "./read-overrides.ts";
import { compileSource } from "./run-compiler.ts";

export function checkCommand(context: Context): Command {
  const { terminal, env } = context;
  return command({
    name: "check",
    summary: "Finds every mistake in a config, and writes nothing",
    args: {
      config: {
        type: "positional",
        required: false,
        description: "Configs; `-` is standard input (default: config.yaml).",
      },
      ...FORMAT_ARGUMENT,
      ...OVERRIDE_ARGUMENTS,
    },
    variadic: true,
    notes: FORMAT_NOTES,
    examples: [
      ["turnout check", "config.yaml in this folder"],
      ["turnout check eu.yaml us.yaml", "several"],
      ["turnout check --format github", "annotations on a pull request"],
      ["envsubst < c.yaml | turnout check -", "standard input"],
      ["turnout check --format json | jq -r '.[].code'", "for programs"],
      ["turnout check --force-model openai:gpt-4o", "would this override do?"],
    ],
    async run({ args, all }) {
      const overrides = readOverrides(all, env);
      const names = args._.length === 0 ? [DEFAULT_CONFIG] : args._;
      const { format } = args;
      const reports: Report[] = [];
      let isRight = true;
      for (const name of names) {
        const read = await readConfig(context, name);
        const checked = read.ok ? await compileSource(context, read.source, { overrides, bundle: false }) : null;
        const report = checked?.report ?? { ...NO_TEXTS, diagnostics: read.ok ? [] : [read.diagnostic] };
        if (format === "json") reports.push(report);
        else printReports(terminal, format, [report]);
        if (!checked?.ok) isRight = false;
        if (read.ok && checked?.ok && format === "pretty") terminal.log.success(`${read.source.file} is right`);
      }
      if (format === "json") printReports(terminal, format, reports);
      return isRight ? 0 : 1;
    },
  });
}
