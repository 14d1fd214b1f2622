import { bashCompletions } from "../completions/bash.ts";
import { fishCompletions } from "../completions/fish.ts";
import { completedCommand, SHELLS } from "../completions/words.ts";
import { zshCompletions } from "../completions/zsh.ts";
import { listed } from "../diagnostics/suggest.ts";
import { type Command, command } from "../terminal/command.ts";
import { UsageError } from "../terminal/usage-error.ts";
import type { Context } from "./context.ts";

const SCRIPTS = { bash: bashCompletions, zsh: zshCompletions, fish: fishCompletions };

/** @param commands all others */
export function completionsCommand({ terminal }: Context, commands: readonly Command[]): Command {
  const args = { shell: { type: "positional", description: "bash, zsh or fish." } } as const;
  const summary = "Prints what makes a shell complete commands and flags";
  return command({
    name: "completions",
    summary,
    args,
    notes: [
      "bash and zsh take it from their start file (~/.bashrc; ~/.zshrc, after compinit):",
      "# source <(turnout completions bash)",
    ].join("\n"),
    examples: [
      ["turnout completions bash", "also zsh and fish"],
      ["turnout completions fish > ~/.config/fish/completions/turnout.fish", "for fish"],
    ],
    async run({ args: { shell } }) {
      const known = SHELLS.find((one) => one === shell);
      if (known === undefined) throw new UsageError(`There are completions for ${listed(SHELLS, "and")}.`);
      const all = [...commands, { name: "completions", summary, args }];
      terminal.answer(SCRIPTS[known](all.map((one) => completedCommand(one.name, one.summary, one.args))));
      return 0;
    },
  });
}
