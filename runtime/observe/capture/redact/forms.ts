import { writtenForms } from "../../../log/written-forms.ts";
import { toBytes } from "./bytes.ts";

/** A shorter piece of Base64 occurs in too many texts by chance. */
const SHORTEST_BASE64 = 5;

/**
 * How a secret may be written in a body, as bytes: as it is, URL-encoded, in a JSON string (also nested in another, as in
 * the arguments of a tool call), and in Base64, alone or within longer content.
 */
export function formsOf(secret: string): readonly string[] {
  return [...new Set([...writtenForms(secret), ...base64Forms(secret)].map(toBytes))];
}

/**
 * In a longer text, a secret starts at one of the three positions of a Base64 group; characters that depend on the
 * neighbours are left off.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  const padded = bytes.toString("base64");
  const cores = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [padded, padded.replaceAll("=", ""), ...cores]
    .filter((text) => text.length >= SHORTEST_BASE64)
    .flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
}
