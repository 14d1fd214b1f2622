import type { YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { place, type Source } from "./place.ts";

/** `${NAME}` as a value of its own, without quotes. */
const VALUE = /(?<=[[{,:][ \t]*)\$\{[A-Za-z_]\w*\*?\}/g;

export interface UnquotedReferences {
  /** One for each line that has any. */
  readonly found: readonly Diagnostic[];
  /** The text with all of them replaced by as many other characters. */
  readonly hidden: string;
}

/** References inside of `{ }` or `[ ]`, where their braces mean something else to YAML. */
export function unquotedReferences(source: Source, errors: readonly YAMLError[]): UnquotedReferences {
  const wrong = new Set(errors.map(({ pos }) => source.lines.linePos(pos[0]).line));
  const byLine = new Map<number, Diagnostic>();
  const hidden = source.text.replace(VALUE, (written: string, at: number) => {
    const span = place(source, at, at + written.length);
    const before = source.text.slice(at - span.column + 1, at);
    if (!/^[^#]*[{[]/.test(before) && !wrong.has(span.line)) return written;
    const problem = `\`${written}\` without quotes cannot stand inside \`{ }\` or \`[ ]\``;
    const hint = `Put quotes around it: \`"${written}"\`.`;
    if (!byLine.has(span.line)) byLine.set(span.line, diagnostic("yaml-syntax", span, { problem, hint }));
    return "_".repeat(written.length);
  });
  return { found: [...byLine.values()], hidden };
}
