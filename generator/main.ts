/** argv, streams and exit codes. The commands are in `commands/`, one file each. */
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { turnoutVersion } from "./7-bundle/version.ts";
import { buildCommand } from "./commands/build.ts";
import { checkCommand } from "./commands/check.ts";
import { completionsCommand } from "./commands/completions.ts";
import type { Context } from "./commands/context.ts";
import { devCommand } from "./commands/dev.ts";
import { explainCommand } from "./commands/explain.ts";
import { initCommand } from "./commands/init.ts";
import { schemaCommand } from "./commands/schema.ts";
import { serveCommand } from "./commands/serve.ts";
import { didYouMean, listed } from "./diagnostics/suggest.ts";
import type { Command, ExitCode } from "./terminal/command.ts";
import { Failure } from "./terminal/failure.ts";
import { overviewHelp } from "./terminal/help.ts";
import { createTerminal } from "./terminal/terminal.ts";
import { UsageError } from "./terminal/usage-error.ts";

const SUMMARY = "Compiles a config.yaml into a type-checked LLM router and ships it as one server file";

/** In the order in which a newcomer meets them. */
const MAKERS = [initCommand, checkCommand, buildCommand, serveCommand, devCommand, explainCommand, schemaCommand];

async function main(argv: readonly string[], context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const makers = MAKERS.map((make) => make(context));
  const commands = [...makers, completionsCommand(context, makers)];
  const print = (text: string) => {
    terminal.answer(terminal.colour.answer ? text : stripVTControlCharacters(text));
  };
  const [first, ...rest] = argv;
  try {
    if (first === undefined || first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
      const usage = overview(commands);
      if (first === undefined) terminal.report(stripVTControlCharacters(usage));
      else print(usage);
      return first === undefined ? 2 : 0;
    }
    if ((first === "--version" || first === "-v") && rest.length === 0) {
      terminal.answer(turnoutVersion());
      return 0;
    }
    const name = first === "help" ? rest[0] : first;
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw unknown(first === "help" ? String(name) : first, commands);
    if (first === "help" || asksForHelp(rest)) {
      print(command.help());
      return 0;
    }
    return await command.run(rest);
  } catch (error) {
    terminal.progress.clear();
    if (error instanceof UsageError) {
      const known = commands.some((one) => one.name === first);
      terminal.log.error(`${error.message}\n  \`turnout ${known ? `${first} ` : ""}--help\` shows how it is used.`);
      return 2;
    }
    if (error instanceof Failure) {
      terminal.log.error(error.message);
      return 1;
    }
    const problem = error instanceof Error ? error : new Error(String(error));
    terminal.log.error(
      context.env.TURNOUT_DEBUG
        ? String(problem.stack)
        : `${problem.message}\n  This is a mistake of Turnout's, not yours. TURNOUT_DEBUG=1 shows where it happened.`,
    );
    return 1;
  } finally {
    terminal.progress.clear();
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === "--help" || arg === "-h");
}

function unknown(word: string, commands: readonly Command[]): UsageError {
  const names = commands.map(({ name }) => name);
  const what = word.startsWith("-")
    ? `There is no flag \`${word}\` before a command.`
    : `There is no command \`${word}\`.`;
  const known = word.startsWith("-") ? ["--help", "--version"] : names;
  return new UsageError(`${what} ${didYouMean(word, known, `There are ${listed(known, "and")}.`)}`);
}

function overview(commands: readonly Command[]): string {
  const summary = `${SUMMARY} (turnout v${turnoutVersion()})`;
  return overviewHelp({ summary, commands, start: "turnout init && turnout build && node dist/server.mjs" });
}

// `turnout schema | head` closes the pipe early, which is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

function readStdin(): Promise<string> {
  return text(process.stdin);
}

/** null if it has been deleted. */
function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** Only commands that run a server use this; otherwise Ctrl-C ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // The second signal ends the process at once.
      if (stop.signal.aborted) process.exit(130);
      stop.abort(signal);
    });
  }
  return stop.signal;
}

const terminal = createTerminal({ stdout: process.stdout, stderr: process.stderr, env: process.env });
// Not process.exit, which would discard output that a pipe has not accepted yet.
const cwd = workingFolder();
if (cwd === null) terminal.log.error("The folder that this runs in is not there any more. Change to one that is.");
process.exitCode =
  cwd === null ? 1 : await main(process.argv.slice(2), { terminal, cwd, env: process.env, readStdin, stopSignal });
