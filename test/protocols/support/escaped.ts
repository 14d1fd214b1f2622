import type { EscapedText } from "../../../runtime/protocols/model/escaped-text.ts";

/** A piece of text as it stands in an event; without an escaped backslash. */
export function escaped(text: string): EscapedText {
  const bytes = Buffer.from(`before${text}behind`);
  const to = bytes.length - "behind".length;
  const ascii = bytes.every((byte) => byte < 0x80);
  return { bytes, from: "before".length, to, ascii, escapes: text.split("\\").length - 1, text: () => text };
}
