import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemProblem } from "../files/system-problem.ts";
import { type Command, command } from "../terminal/command.ts";
import { Failure } from "../terminal/failure.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import { CONFIG_ARGUMENT, FORMAT_ARGUMENT, OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { readConfigOrBuiltIn } from "./read-config-or-built-in.ts";
import { readEnvFile } from "./read-env-file.ts";
import { readOverrides } from "./read-overrides.ts";
import { runCompiler } from "./run-compiler.ts";
import { runServer } from "./run-server.ts";
import { SERVER_ARGUMENTS, serverFlags } from "./server-flags.ts";
import { writeFiles } from "./write-files.ts";

export function serveCommand(context: Context): Command {
  const { terminal } = context;
  return command({
    name: "serve",
    summary: "Builds into a temporary folder and runs the server",
    args: { ...CONFIG_ARGUMENT, ...SERVER_ARGUMENTS, ...FORMAT_ARGUMENT, ...OVERRIDE_ARGUMENTS },
    notes: [
      "A file .env in this folder is read; what is set already counts more.",
      "Without a config, and without a config.yaml in this folder, the server is made of the environment: every backend",
      "type whose key is set (OPENAI_API_KEY, OPENROUTER_API_KEY, …), and the ChatGPT login of the Codex CLI where there",
      "is one, the first as the default; without any, the built-in offline mock. The exit code is the server's;",
      "1 when the config is wrong, 2 for wrong usage.",
    ].join("\n"),
    examples: [
      ["turnout serve", "config.yaml in this folder"],
      ["turnout serve prod.yaml --port 9000 --log-level debug", "with flags of the server"],
      ["OPENAI_API_KEY=… turnout serve", "in an empty folder: no config at all"],
    ],
    async run({ args, all }) {
      const overrides = readOverrides(all, context.env);
      const env = await readEnvFile(context);
      const read = await readConfigOrBuiltIn({ ...context, env }, args.config);
      if (!read.ok) {
        printDiagnostics(terminal, args.format, [read.diagnostic]);
        return 1;
      }
      if (read.source.note !== undefined) terminal.log.info(read.source.note);
      const { ok, files } = await runCompiler(context, read.source, {
        format: args.format,
        overrides,
        bundle: true,
        capture: true,
        workers: true,
      });
      if (!ok) return 1;
      const stop = context.stopSignal();
      const folder = await mkdtemp(join(tmpdir(), "turnout-")).catch((error: unknown) => {
        throw new Failure(`Nothing can be written to ${tmpdir()}: ${systemProblem(error)}.`);
      });
      try {
        await writeFiles(folder, files);
        return await runServer(join(folder, "server.mjs"), serverFlags(args, all), { env, stop });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  });
}
