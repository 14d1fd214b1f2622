import type { EnvRef, Text } from "../../runtime/contract/text.ts";
import { type Located, lineOf } from "./context.ts";

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const WHOLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*\*?)\}$/;

/** A text that is one `${NAME}`; null for any other. */
export function envRef({ text, span }: Located): EnvRef | null {
  const env = WHOLE.exec(text)?.[1];
  return env === undefined ? null : { env, at: lineOf(span) };
}

/** Splits a text at its `${NAME}`; one without any stays a string. */
export function envText({ text, span }: Located): Text {
  const pieces: (string | EnvRef)[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push({ env: match[1] ?? "", at: lineOf(span) });
    end = match.index + match[0].length;
  }
  if (pieces.length === 0) return text;
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
