/**
 * Two control characters, with which the texts of integers start that JSON.parse would round. No text has them, not even one
 * that was read in the wrong encoding; and they are in Latin-1, so that a text takes no more memory for them.
 */
export const MARK = "\u0090\u009d";

/** How JSON is read, and what becomes of text that JSON.stringify has written: `keep-integers.ts` replaces both at start. */
export const json: { parse: (text: string) => unknown; print: (text: string) => string } = {
  parse: JSON.parse,
  print: (text) => text,
};

/** Like JSON.parse, but for integers beyond 2^53. */
export function parseExact(text: string): unknown {
  return json.parse(text);
}

/** What JSON.stringify has written of values from `parseExact`, with such integers as they were. */
export function exactText(text: string): string {
  return json.print(text);
}
