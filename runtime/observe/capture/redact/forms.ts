import { toBytes } from "./bytes.ts";

/** A shorter piece of Base64 occurs in too many texts by chance. */
const SHORTEST_BASE64 = 5;

/**
 * How a secret may be written in a body, as bytes: as it is, URL-encoded, in a JSON string (also nested in another, as in
 * the arguments of a tool call), and in Base64, alone or within longer content.
 */
export function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const written = [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    JSON.stringify(json).slice(1, -1),
    ...urlForms(secret),
    ...unicodeForms(json),
    ...base64Forms(secret),
  ];
  return [...new Set(written.map(toBytes))];
}

function urlForms(secret: string): readonly string[] {
  const usual = encodeURIComponent(Buffer.from(secret).toString());
  const strict = usual.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [usual, strict, strict.replaceAll("%20", "+")];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))];
}

/** Serialisers differ in the optional escapes: `<`, `>` and `&` (Go), also `+`, `'` and more (.NET). */
const ESCAPED = [/[^\x00-\x7f]/g, /[<>&]/g, /[<>&]|[^\x00-\x7f]/g, /[<>&'+`]/g, /[<>&'+`]|[^\x00-\x7f]/g];

function unicodeForms(json: string): readonly string[] {
  return ESCAPED.flatMap((escaped) => {
    const lower = json.replace(escaped, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return [lower, lower.replace(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`)];
  });
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
