import { type ArgsDef, type CommandDef, defineCommand, runCommand } from "citty";
import { checkArguments } from "./check-arguments.ts";
import { commandHelp } from "./help.ts";
import { UsageError } from "./usage-error.ts";

/** 0: fine. 1: the config is wrong, or the work failed. 2: wrong usage. */
export type ExitCode = number;

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Throws `UsageError` for arguments that the command does not know. */
  run(rawArgs: readonly string[]): Promise<ExitCode>;
  readonly args: ArgsDef;
  /** The help text, with colours. */
  help(): string;
}

export interface CommandOptions<T extends ArgsDef> {
  readonly name: string;
  readonly summary: string;
  readonly args: T;
  /** Whether the last positional argument can be repeated. */
  readonly variadic?: boolean;
  /** The text below the options in `--help`: when to use the command, where its output goes, exit codes. */
  readonly notes?: string;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly run: (input: CommandInput<T>) => Promise<ExitCode>;
}

export interface CommandInput<T extends ArgsDef> {
  readonly args: Parameters<NonNullable<CommandDef<T>["run"]>>[0]["args"];
  readonly rawArgs: readonly string[];
  /** Every value of a flag, in order: citty keeps only the last. */
  readonly all: (flag: string) => readonly string[];
}

export function command<const T extends ArgsDef>(options: CommandOptions<T>): Command {
  const { name, summary, args, variadic = false, notes, examples } = options;
  const meta = { name: `turnout ${name}`, description: summary };
  return {
    name,
    summary,
    args,
    async run(rawArgs) {
      const values = checkArguments(rawArgs, args, variadic);
      const definition = defineCommand<T>({
        meta,
        args,
        run: (context) => options.run({ args: context.args, rawArgs, all: (flag) => values.get(flag) ?? [] }),
      });
      const { result } = await runCommand(definition, { rawArgs: [...rawArgs] }).catch((error: unknown) => {
        throw error instanceof Error && error.name === "CLIError" ? new UsageError(error.message) : error;
      });
      return typeof result === "number" ? result : 0;
    },
    help: () => commandHelp({ name: meta.name, summary, args, variadic, notes, examples }),
  };
}
