import { headerText } from "./headers.ts";

/** In characters. Clients accept at most 16 KB of headers in all, and a warning may quote what they sent. */
const LONGEST = 200;
const MOST = 4000;

/** Warnings as the value of a header. */
export function warningText(warnings: readonly string[]): string {
  let text = "";
  for (const [index, warning] of warnings.entries()) {
    const shown = headerText(warning.length > LONGEST ? `${warning.slice(0, LONGEST)}...` : warning);
    if (text.length + shown.length > MOST) return `${text}; and ${warnings.length - index} more`;
    text += index === 0 ? shown : `; ${shown}`;
  }
  return text;
}
