import type { EscapedText } from "../../../runtime/protocols/model/escaped-text.ts";

/** The text with other bytes around it, as in an upstream's event. `text` is JSON text without the quotes. */
export function escaped(text: string): EscapedText {
  const bytes = Buffer.from(`"${text}"`);
  const ascii = bytes.every((byte) => byte < 0x80);
  const escapes = text.match(/\\./g)?.length ?? 0;
  return { bytes, from: 1, to: bytes.length - 1, ascii, escapes, text: () => text };
}
