import { type CompletedCommand, type CompletedFlag, HELP_OF } from "./words.ts";

export function zshCompletions(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n");
  return `#compdef turnout
# turnout: completions for zsh. Put into ~/.zshrc, after compinit: source <(turnout completions zsh)
_turnout() {
  local -a commands=(
${described}
  )
  if ((CURRENT == 2)); then
    if [[ $PREFIX == -* ]]; then compadd -- --help --version; return; fi
    commands+=(${quoted(`help:${HELP_OF}`)})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join("\n")}
    help) _describe command commands ;;
  esac
}
compdef _turnout turnout
`;
}

function commandCase({ name, flags, takes }: CompletedCommand): string {
  const rest =
    takes === "files"
      ? "'*:file:_files'"
      : takes === "folders"
        ? "'*:folder:_files -/'"
        : takes === "nothing"
          ? null
          : quoted(`1:shell:(${takes.join(" ")})`);
  const specs = [...flags.map(flagSpec), ...(rest === null ? [] : [rest])];
  return `    ${name}) _arguments ${specs.map((spec) => `\\\n      ${spec}`).join(" ")} ;;`;
}

function flagSpec({ name, description, value }: CompletedFlag): string {
  const text = description.replace(/[[\]:\\]/g, "\\$&");
  if (value === null) return quoted(`--${name}[${text}]`);
  const action =
    value === "file" ? "_files" : value === "folder" ? "_files -/" : value === "text" ? " " : `(${value.join(" ")})`;
  return quoted(`*--${name}=[${text}]:value:${action}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
