import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, command } from "../terminal/command.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import { CONFIG_ARGUMENT, FORMAT_ARGUMENT, FORMAT_NOTES, OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { ENV_FILE } from "./read-env-file.ts";
import { readOverrides } from "./read-overrides.ts";
import { runCompiler } from "./run-compiler.ts";
import { writeFiles } from "./write-files.ts";

export function buildCommand(context: Context): Command {
  const { terminal, cwd, env } = context;
  return command({
    name: "build",
    summary: "Compiles a config into routes.ts, server.mjs and manifest.json",
    args: {
      ...CONFIG_ARGUMENT,
      out: { type: "string", default: "dist", valueHint: "FOLDER", description: "Where the files go." },
      capture: {
        type: "boolean",
        description: "Compile in --capture-file, for a config that names no capture_file.",
      },
      workers: {
        type: "boolean",
        description: "Compile in --workers, for a config that has no server.workers.",
      },
      ...FORMAT_ARGUMENT,
      ...OVERRIDE_ARGUMENTS,
    },
    notes: [
      "server.mjs is the whole server: it needs Node and nothing beside it. With an error in the config nothing is",
      "written, and what an earlier build wrote stays as it is.",
      FORMAT_NOTES,
    ].join("\n"),
    examples: [
      ["turnout build && node dist/server.mjs", "build and run"],
      ["turnout build prod.yaml --out build/prod", "another config, another folder"],
      [
        "turnout build --capture",
        "a server that can record its traffic: node dist/server.mjs --capture-file traffic.jsonl",
      ],
      ["turnout build --model-alias '^fast$=openai:gpt-4o-mini'", "with other aliases"],
    ],
    async run({ args, all }) {
      const { format, out, capture = false, workers = false } = args;
      const overrides = readOverrides(all, env);
      const read = await readConfig(context, args.config ?? DEFAULT_CONFIG);
      if (!read.ok) {
        printDiagnostics(terminal, format, [read.diagnostic]);
        return 1;
      }
      const options = { format, overrides, bundle: true, capture, workers };
      const { ok, files } = await runCompiler(context, read.source, options);
      if (!ok) return 1;
      await writeFiles(resolve(cwd, out), files);
      const width = Math.max(...files.map(({ path }) => join(out, path).length));
      for (const { path, text } of files) {
        terminal.log.success(`${join(out, path).padEnd(width)}  ${size(Buffer.byteLength(text)).padStart(9)}`);
      }
      const flag = existsSync(resolve(cwd, ENV_FILE)) ? `--env-file=${ENV_FILE} ` : "";
      terminal.log.log(`Run it: node ${flag}${join(out, "server.mjs")}`);
      return 0;
    },
  });
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
