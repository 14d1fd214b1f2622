/** The client sees the first few; a request could have a hundred thousand. */
const MOST = 1000;

/** Adds what is left out of a request and why, if there is room for it. */
export function addWarning(warnings: string[], text: string): void {
  if (warnings.length < MOST) warnings.push(text);
}
