import { type CompletedCommand, type CompletedFlag, HELP_OF } from "./words.ts";

export function fishCompletions(commands: readonly CompletedCommand[]): string {
  return `# turnout: completions for fish. turnout completions fish > ~/.config/fish/completions/turnout.fish
function __turnout_runs
  set -l words (commandline -opc)
  test "$words[2]" = "$argv[1]"
end
complete -c turnout -f
complete -c turnout -n __fish_use_subcommand -l help -d 'Show how it is used.'
complete -c turnout -n __fish_use_subcommand -l version -d 'Show the version.'
complete -c turnout -n __fish_use_subcommand -a help -d ${quoted(HELP_OF)}
complete -c turnout -n '__turnout_runs help' -a '${commands.map(({ name }) => name).join(" ")}'
${commands.map(commandLines).join("\n")}
`;
}

function commandLines({ name, summary, flags, takes }: CompletedCommand): string {
  const here = `complete -c turnout -n '__turnout_runs ${name}'`;
  const rest =
    takes === "files"
      ? [`${here} -F`]
      : takes === "folders"
        ? [`${here} -a '(__fish_complete_directories)'`]
        : takes === "nothing"
          ? []
          : [`${here} -a '${takes.join(" ")}'`];
  return [
    `complete -c turnout -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...flags.map((flag) => `${here} ${flagText(flag)}`),
    ...rest,
  ].join("\n");
}

function flagText({ name, description, value }: CompletedFlag): string {
  const what = `-l ${name} -d ${quoted(description)}`;
  if (value === null) return what;
  if (value === "file") return `${what} -r -F`;
  if (value === "folder") return `${what} -x -a '(__fish_complete_directories)'`;
  return value === "text" ? `${what} -x` : `${what} -x -a '${value.join(" ")}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
