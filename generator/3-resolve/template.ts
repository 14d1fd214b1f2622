import type { TemplatePiece } from "../ir.ts";
import type { Groups } from "../regexp/token.ts";

/** An escape that has no meaning. */
export interface TemplateIssue {
  /** The group that the pattern does not have; null if the escape is not a reference to a group. */
  readonly group: string | null;
  readonly written: string;
  readonly offset: number;
}

export interface Template {
  readonly pieces: readonly TemplatePiece[];
  readonly issues: readonly TemplateIssue[];
}

/** `\1`, `\12`, `\g<1>`, `\g<name>`, `\\`; or any other character with its backslash. */
const ESCAPE = /\\(?:g<([^>]*)>|([1-9]\d?)|([\s\S]?))/g;

/**
 * Reads a replacement as Python's `re` does; `$1` is only text. Groups come out by number, whatever they are called by.
 * @param groups null if the pattern could not be parsed, so that its groups are unknown
 */
export function readTemplate(text: string, groups: Groups | null): Template {
  const pieces: TemplatePiece[] = [];
  const issues: TemplateIssue[] = [];
  let end = 0;
  let literal = "";
  const flush = (): void => {
    if (literal !== "") pieces.push(literal);
    literal = "";
  };
  for (const match of text.matchAll(ESCAPE)) {
    const [written, name, digits, other] = match;
    literal += text.slice(end, match.index);
    end = match.index + written.length;
    const reference = name ?? digits;
    if (reference !== undefined) {
      const group = groupNumber(reference, groups);
      if (group === null) issues.push({ group: reference, written, offset: match.index });
      flush();
      pieces.push({ group: group ?? 0 });
    } else if (other === "\\") {
      literal += "\\";
    } else if (other === undefined || other === "" || /[A-Za-z0-9]/.test(other)) {
      issues.push({ group: null, written, offset: match.index });
    } else {
      literal += written;
    }
  }
  literal += text.slice(end);
  flush();
  return { pieces, issues };
}

function groupNumber(reference: string, groups: Groups | null): number | null {
  if (groups === null) return 0;
  if (!/^\d+$/.test(reference)) return groups.names.get(reference) ?? null;
  const number = Number(reference);
  return number <= groups.count ? number : null;
}

export function isLiteral(pieces: readonly TemplatePiece[]): boolean {
  return pieces.every((piece) => typeof piece === "string");
}
