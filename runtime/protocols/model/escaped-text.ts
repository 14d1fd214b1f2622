/**
 * A piece of text where it stands in an upstream's event: JSON text without the quotes, never empty, and exactly what
 * `JSON.stringify` would write. Valid only until the next event, which uses the same object.
 */
export interface EscapedText {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Whether it is all ASCII. */
  readonly ascii: boolean;
  /** How many of its backslashes start an escape; none of the escapes is `\u`. */
  readonly escapes: number;
  text(): string;
}

/** The text itself, without escapes. */
export function unescaped(piece: EscapedText): string {
  return JSON.parse(`"${piece.text()}"`) as string;
}
