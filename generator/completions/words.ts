import type { ArgsDef } from "citty";

/** What a shell has to know of a command. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What its arguments are. */
  readonly takes: "files" | "folders" | "nothing" | readonly string[];
}

export interface CompletedFlag {
  readonly name: string;
  readonly description: string;
  /** null for a flag without a value. */
  readonly value: "file" | "folder" | "text" | readonly string[] | null;
}

export const HELP_OF = "Shows how a command is used";

const HELP: CompletedFlag = { name: "help", description: "Show how it is used.", value: null };

export function completedCommand(name: string, summary: string, args: ArgsDef): CompletedCommand {
  const rows = Object.entries(args);
  const flags = rows.flatMap(([flag, { type, description = "", ...rest }]): CompletedFlag[] => {
    if (type === "positional") return [];
    const hint = "valueHint" in rest ? rest.valueHint : undefined;
    if (type === "boolean") return [{ name: flag, description, value: null }];
    if (type === "enum" && "options" in rest) return [{ name: flag, description, value: rest.options ?? [] }];
    return [{ name: flag, description, value: hint === "FILE" ? "file" : hint === "FOLDER" ? "folder" : "text" }];
  });
  return { name, summary, flags: [...flags, HELP], takes: takenBy(rows) };
}

function takenBy(rows: readonly (readonly [string, ArgsDef[string]])[]): CompletedCommand["takes"] {
  const [place] = rows.filter(([, { type }]) => type === "positional");
  if (place?.[0] === "config") return "files";
  if (place?.[0] === "dir") return "folders";
  return place?.[0] === "shell" ? SHELLS : "nothing";
}

export const SHELLS = ["bash", "zsh", "fish"] as const;
