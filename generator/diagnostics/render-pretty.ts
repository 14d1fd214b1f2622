import { styleText } from "node:util";
import type { Diagnostic } from "./diagnostic.ts";
import { frame } from "./frame.ts";
import { maskConfig } from "./mask.ts";
import { inOrder } from "./order.ts";
import { prose } from "./prose.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** For people: each finding with its source line, the reason and the fix; then the number of findings. */
export function renderPretty(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  { color }: { readonly color: boolean },
): string {
  if (diagnostics.length === 0) return "";
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const printable = new Map(
    [...texts].map(([file, text]) => [file, maskConfig(withoutMark(text), secretsOf(file, diagnostics))]),
  );
  const blocks = inOrder(diagnostics).map((finding) => block(finding, printable, paint));
  return `${blocks.join("\n")}\n${countLine(diagnostics, paint)}\n`;
}

/** Places are counted from after a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function secretsOf(file: string, diagnostics: readonly Diagnostic[]) {
  return diagnostics.flatMap(({ code, span }) => (code === "literal-secret" && span?.file === file ? [span] : []));
}

function block(finding: Diagnostic, texts: ReadonlyMap<string, string>, paint: Paint): string {
  const { message, why, fix } = prose(finding);
  const tone: Style = finding.severity === "error" ? "red" : "yellow";
  const lines = [`${paint([tone, "bold"], `${finding.severity}[${finding.code}]`)}${paint("bold", `: ${message}`)}`];
  const { span } = finding;
  const text = span === null ? undefined : texts.get(span.file);
  const gutter = " ".repeat(span === null ? 1 : String(span.line).length);
  const bar = paint("blue", "|");
  if (span !== null) {
    const place = text === undefined ? span.file : `${span.file}:${span.line}:${span.column}`;
    lines.push(`${gutter}${paint("blue", "-->")} ${place}`);
  }
  if (span !== null && text !== undefined) {
    const { number, source, underline } = frame(text, span);
    lines.push(`${gutter} ${bar}`, `${paint("blue", number)} ${bar} ${source}`.trimEnd());
    lines.push(`${gutter} ${bar} ${paint(tone, underline)}`, `${gutter} ${bar}`);
  }
  lines.push(...noted(gutter, paint("bold", "why:"), 5, why), ...noted(gutter, paint("bold", "fix:"), 5, fix));
  return `${lines.join("\n")}\n`;
}

/** Columns of a line of prose. */
const WIDEST = 96;

function noted(gutter: string, label: string, indent: number, text: string): string[] {
  if (text === "") return [];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDEST) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((part, index) => `${gutter} ${index === 0 ? `= ${label}` : " ".repeat(indent + 1)} ${part}`);
}

function countLine(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [counted(errors, "error"), counted(warnings, "warning")].filter((part) => part !== null);
  return paint("bold", `${parts.join(" and ")} found`);
}

function counted(number: number, word: string): string | null {
  return number === 0 ? null : `${number} ${word}${number === 1 ? "" : "s"}`;
}
