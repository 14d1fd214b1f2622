/** How a secret may be written in a body: as it is, URL-encoded, and in a JSON string, also nested in another. */
export function writtenForms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    JSON.stringify(json).slice(1, -1),
    ...urlForms(secret),
    ...unicodeForms(json),
  ];
  return [...new Set(forms)];
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
