import type { LineCounter } from "yaml";
import type { Span } from "../document.ts";

/** A source with a way to turn its offsets into lines and columns. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

/** From `start` up to but not including `end`, both clipped to the text; never shorter than one character. */
export function place(source: Source, start: number, end: number): Span {
  const offset = Math.max(0, Math.min(start, source.text.length));
  const last = Math.min(end, source.text.length);
  const { line, col } = source.lines.linePos(offset);
  return {
    file: source.file,
    line: Math.max(1, line),
    column: Math.max(1, col),
    offset,
    length: Math.max(1, last - offset),
  };
}
