import { keySpanAt, nodeAt, type Path } from "../1-load/find.ts";
import type { ValidConfig } from "../2-validate/validate.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Document, Entry, Span } from "../document.ts";

/** What all resolvers share: the config, and the list that their findings go to. */
export interface Context extends ValidConfig {
  readonly found: Diagnostic[];
}

/** Text of the config with its place. */
export interface Located {
  readonly text: string;
  readonly span: Span;
}

/** The value at a path, or the nearest thing above it that has a place. */
export function spanAt(context: Context, path: Path): Span {
  const { root } = context.document;
  for (let length = path.length; length > 0; length--) {
    const span = nodeAt(root, path.slice(0, length))?.span;
    if (span !== undefined) return span;
  }
  return root.span;
}

/** The key at the end of a path, or the nearest thing above it that has a place. */
export function keyAt(context: Context, path: Path): Span {
  return keySpanAt(context.document.root, path) ?? spanAt(context, path.slice(0, -1));
}

/** The entries of a mapping, in config order; none where there is no mapping. */
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

/** A stretch inside a text of the config; the whole of it where escapes or folding hide what stands where. */
export function within(document: Document, { text, span }: Located, offset: number, length: number): Span {
  const written = span.file === document.file ? document.text.slice(span.offset, span.offset + span.length) : "";
  const quoted = written === `"${text}"` || written === `'${text}'`;
  if (written !== text && !quoted) return span;
  const start = quoted ? offset + 1 : offset;
  return { ...span, offset: span.offset + start, column: span.column + start, length: Math.max(1, length) };
}

/** `config.yaml:12`, as the runtime and the emitted code show it. */
export function lineOf({ file, line }: Span): string {
  return `${file}:${line}`;
}
