import type { Span } from "../document.ts";

/** Columns of a terminal after which a line is cut. */
const WIDEST = 100;
/** Columns that stay visible left of the underlined words in a line that is cut. */
const LEAD = 30;

export interface Frame {
  /** The line number, without padding. */
  readonly number: string;
  readonly source: string;
  readonly underline: string;
}

/** The line of a span with its words underlined. Tabs are shown as two spaces, long lines cut around the words. */
export function frame(text: string, span: Span): Frame {
  const line = lineOf(text, span);
  const start = Math.min(span.column - 1, line.length);
  const cells = [...line.slice(0, start)].map(visible);
  const marked = [...line.slice(start, start + span.length)].map(visible);
  const rest = [...line.slice(start + span.length)].map(visible);
  const under = marked.join("");
  const whole = cells.join("") + under + rest.join("");
  const before = width(whole) <= WIDEST ? cells.join("") : cutLeft(cells);
  const shown = clip(before + under + rest.join(""));
  const length = Math.max(1, Math.min(width(under), WIDEST - width(before)));
  return { number: String(span.line), source: shown, underline: " ".repeat(width(before)) + "^".repeat(length) };
}

function lineOf(text: string, span: Span): string {
  const start = text.lastIndexOf("\n", span.offset - 1) + 1;
  const end = text.indexOf("\n", span.offset);
  return text.slice(span.offset === 0 ? 0 : start, end === -1 ? undefined : end).replace(/\r$/, "");
}

/** How a character is printed: characters that move the cursor are replaced. */
function visible(character: string): string {
  if (character === "\t") return "  ";
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character) && character !== "\u200d" ? "\u00b7" : character;
}

function cutLeft(cells: readonly string[]): string {
  const whole = cells.join("");
  if (width(whole) <= WIDEST - LEAD) return whole;
  let kept = "";
  for (let at = cells.length - 1; at >= 0 && width(kept) < LEAD; at -= 1) kept = (cells[at] ?? "") + kept;
  return `\u2026${kept}`;
}

function clip(line: string): string {
  if (width(line) <= WIDEST) return line;
  let kept = "";
  let columns = 0;
  for (const character of line) {
    columns += width(character);
    if (columns >= WIDEST) break;
    kept += character;
  }
  return `${kept}\u2026`;
}

/** Columns in a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
