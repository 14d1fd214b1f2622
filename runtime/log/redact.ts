/** Shorter values are words rather than keys: hiding them would only garble what is written. */
const SHORTEST_SECRET = 4;

/** What stands where a secret was. */
export const REDACTED = "[redacted]";

/** The values that are hidden, without repetition. */
export function hiddenValues(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST_SECRET);
}

/** Makes a function that puts `[redacted]` where a secret stands in a text. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // Longest first: a key that is part of another must not leave the other's rest behind.
  const values = hiddenValues(secrets).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const value of values) if (clean.includes(value)) clean = clean.replaceAll(value, REDACTED);
    return clean;
  };
}
