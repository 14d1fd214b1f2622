/** Shorter values are words rather than keys: hiding them would only garble the text. */
const SHORTEST_SECRET = 4;

/** What replaces a secret. */
export const REDACTED = "[redacted]";

/** The values to hide, without duplicates. */
export function hiddenValues(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST_SECRET);
}

/** Makes a function that replaces the secrets in a text by `[redacted]`. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // Longest first: if one key is part of another, the rest of the longer one must not remain.
  const values = hiddenValues(secrets).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const value of values) if (clean.includes(value)) clean = clean.replaceAll(value, REDACTED);
    return clean;
  };
}
