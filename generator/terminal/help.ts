/** Help texts of at most 80 columns: a terminal is rarely narrower, and wraps what is wider in the middle of words. */
import { styleText } from "node:util";
import type { ArgsDef } from "citty";

const COLUMNS = 80;

export interface HelpOptions {
  /** `turnout check`. */
  readonly name: string;
  readonly summary: string;
  readonly args: ArgsDef;
  /** Whether the last positional argument can be repeated. */
  readonly variadic: boolean;
  /** Paragraphs, between empty lines. Lines that start with `#` stay as they are. */
  readonly notes: string | undefined;
  readonly examples: readonly (readonly [command: string, what: string])[];
}

export function commandHelp({ name, summary, args, variadic, notes, examples }: HelpOptions): string {
  const rows = Object.entries(args);
  const places = rows.filter(([, { type }]) => type === "positional");
  const flags = rows.filter(([, { type }]) => type !== "positional");
  const usage = places.map(([key, { required }], index) => {
    const word = key.toUpperCase() + (variadic && index === places.length - 1 ? "..." : "");
    return required === false ? `[${word}]` : `<${word}>`;
  });
  return [
    wrapped(summary),
    `${title("USAGE")} ${[name, ...(flags.length > 0 ? ["[OPTIONS]"] : []), ...usage].join(" ")}`,
    ...section(
      "ARGUMENTS",
      places.map(([key, { description = "" }]) => [key.toUpperCase(), description]),
    ),
    ...section("OPTIONS", flags.map(optionRow)),
    ...(notes === undefined ? [] : notes.split("\n\n").map((part) => paragraph(part))),
    exampleLines(examples),
  ].join("\n\n");
}

export interface OverviewOptions {
  readonly summary: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly start: string;
}

export function overviewHelp({ summary, commands, start }: OverviewOptions): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary: what }) => wrapped(what, `  ${name.padEnd(width)}  `));
  return [
    wrapped(summary),
    `${title("USAGE")} turnout <command> [OPTIONS]`,
    `${title("COMMANDS")}\n\n${rows.join("\n")}`,
    "turnout <command> --help says more about a command.",
    `${title("START")}\n\n  ${start}`,
  ].join("\n\n");
}

type Row = readonly [name: string, description: string];

function optionRow([key, definition]: [string, ArgsDef[string]]): Row {
  const { type, description = "", default: fallback } = definition;
  const choices = type === "enum" ? definition.options?.join("|") : undefined;
  const value = type === "boolean" ? "" : `=<${choices ?? definition.valueHint ?? key.toUpperCase()}>`;
  return [`--${key}${value}`, fallback === undefined ? description : `${description} (Default: ${fallback})`];
}

/** Descriptions stand beside their names if those are short, else below them. */
function section(head: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, description]) =>
    width <= 24
      ? wrapped(description, `  ${name.padEnd(width)}  `)
      : `  ${name}\n${wrapped(description, " ".repeat(6))}`,
  );
  return [`${title(head)}\n\n${lines.join("\n")}`];
}

function exampleLines(examples: HelpOptions["examples"]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const beside = examples.map(([line, what]) => `  ${line.padEnd(width)}  # ${what}`);
  const fits = beside.every((line) => line.length <= COLUMNS);
  const lines = fits ? beside : examples.map(([line, what]) => `  ${line}\n${wrapped(what, " ".repeat(6))}`);
  return `${title("EXAMPLES")}\n\n${lines.join("\n")}`;
}

function paragraph(text: string): string {
  return text
    .split(/\n(?=#)/)
    .map((part) => (part.startsWith("#") ? part : wrapped(part.replaceAll("\n", " "))))
    .join("\n");
}

/** @param before what stands before the first line; the others are indented as far */
function wrapped(text: string, before = ""): string {
  const lines: string[] = [];
  let line = before;
  for (const word of text.split(" ")) {
    const isFirst = line.length === before.length;
    if (!isFirst && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = " ".repeat(before.length) + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}

function title(text: string): string {
  return styleText("bold", text, { validateStream: false });
}
