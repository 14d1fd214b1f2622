import { basename } from "node:path";
import { keySpanAt, nodeAt, type Path } from "../1-load/find.ts";
import type { ValidConfig } from "../2-validate/validate.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Document, Entry, Span } from "../document.ts";
import type { ReadBeside } from "../files/read-beside.ts";
import { writtenOffsets } from "./written.ts";

/** What all resolvers share: the config, and the list of their findings. */
export interface Context extends ValidConfig {
  readonly found: Diagnostic[];
  readonly readBeside: ReadBeside;
}

/** Text of the config with its place. */
export interface Located {
  readonly text: string;
  readonly span: Span;
}

/** The place of the value at a path, or of the nearest parent that exists. */
export function spanAt(context: Context, path: Path): Span {
  const { root } = context.document;
  for (let length = path.length; length > 0; length--) {
    const span = nodeAt(root, path.slice(0, length))?.span;
    if (span !== undefined) return span;
  }
  return root.span;
}

/** The place of the key at the end of a path, or of the nearest parent that exists. */
export function keyAt(context: Context, path: Path): Span {
  return keySpanAt(context.document.root, path) ?? spanAt(context, path.slice(0, -1));
}

/** The entries of a mapping, in config order; none if there is no mapping. */
export function entriesAt(context: Context, path: Path): readonly Entry[] {
  const node = nodeAt(context.document.root, path);
  return node?.kind === "mapping" ? node.entries : [];
}

/** The texts of a list with their places. */
export function textsAt(context: Context, path: Path): readonly Located[] {
  const node = nodeAt(context.document.root, path);
  const items = node?.kind === "sequence" ? node.items : [];
  return items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [{ text: item.value, span: item.span }] : [],
  );
}

/** A part of a text in the config, up to the end of its line; the whole text if the part cannot be located. */
export function within(document: Document, { text, span }: Located, offset: number, length: number): Span {
  // Text from the command line has no quotes any more and is on one line.
  if (span.file !== document.file) {
    const from = Math.min(offset, text.length);
    const long = Math.max(1, Math.min(length, text.length - from));
    return { ...span, offset: span.offset + from, column: span.column + from, length: long };
  }
  const written = document.text.slice(span.offset, span.offset + span.length);
  const offsets = writtenOffsets(written, text);
  const start = offsets?.[offset];
  const end = offsets?.[Math.min(offset + length, text.length)];
  if (start === undefined || end === undefined) return span;
  const lines = written.slice(0, start).split("\n");
  const [line = ""] = written.slice(start, end).split(/\r?\n/, 1);
  return {
    ...span,
    line: span.line + lines.length - 1,
    column: (lines.length === 1 ? span.column : 1) + (lines.at(-1) ?? "").length,
    offset: span.offset + start,
    length: Math.max(1, line.length),
  };
}

/** `config.yaml:12`, as the runtime and the emitted code show it, from whichever folder the config is compiled. */
export function lineOf({ file, line }: Span): string {
  return `${basename(file)}:${line}`;
}
