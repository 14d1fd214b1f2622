/** Shorter values are words rather than keys: hiding them would only garble the log. */
const SHORTEST_SECRET = 4;

/** Makes a function that puts `[redacted]` where a secret stands in a text. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // Longest first: a key that is part of another must not leave the other's rest behind.
  const values = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const value of values) if (clean.includes(value)) clean = clean.replaceAll(value, "[redacted]");
    return clean;
  };
}
