import type { CompletedCommand, CompletedFlag } from "./words.ts";

export function bashCompletions(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# turnout: completions for bash. Put into ~/.bashrc: source <(turnout completions bash)
_turnout() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  # bash splits --format=json into three words.
  if [[ $word == "=" ]]; then word=""; elif [[ $before == "=" ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$word"))
    return
  fi
  case $command in
${commands.map(commandCase).join("\n")}
    help) COMPREPLY=($(compgen -W "${names}" -- "$word")) ;;
  esac
}
complete -F _turnout turnout
`;
}

function commandCase({ name, flags, takes }: CompletedCommand): string {
  const values = flags.filter(({ value }) => value !== null).map(flagCase);
  const words = flags.map((flag) => `--${flag.name}`).join(" ");
  return `    ${name})
      case $before in
${[...values, `        *)`].join("\n")}
          if [[ $word == -* ]]; then
            COMPREPLY=($(compgen -W "${words}" -- "$word"))
          else
            ${reply(takes === "files" ? "file" : takes === "folders" ? "folder" : takes === "nothing" ? "text" : takes)}
          fi
          ;;
      esac
      ;;`;
}

function flagCase({ name, value }: CompletedFlag): string {
  return `        --${name}) ${reply(value ?? "text")} ;;`;
}

function reply(value: NonNullable<CompletedFlag["value"]>): string {
  if (value === "text") return ":";
  if (value === "file") return 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$word"))';
  if (value === "folder") return 'compopt -o filenames; COMPREPLY=($(compgen -d -- "$word"))';
  return `COMPREPLY=($(compgen -W "${value.join(" ")}" -- "$word"))`;
}
