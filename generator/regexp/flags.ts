import type { Flags } from "./token.ts";

/** `(?ims)` or `(?i-s:`, as Python 3.11 reads them. */
const WRITTEN = /^\(\?([aiLmsux]*)(?:-([imsx]+))?([:)])/;

export interface WrittenFlags {
  readonly length: number;
  /** The flags behind it. */
  readonly flags: Flags;
  /** Whether it is `(?i)`, which applies to the whole pattern, and not `(?i:`. */
  readonly isGlobal: boolean;
}

export type ReadFlags =
  | { readonly ok: true; readonly written: WrittenFlags }
  | { readonly ok: false; readonly length: number; readonly problem: string; readonly hint: string };

/**
 * Reads flags, if there are any. `m` and `s` make no difference, because a name has no line breaks, and `u` is what
 * Python does anyway.
 */
export function flagsAt(rest: string, before: Flags): ReadFlags | null {
  const [text, on = "", off = "", end] = WRITTEN.exec(rest) ?? [];
  if (text === undefined || text === "(?:") return null;
  const { length } = text;
  if (text === "(?)" || (end === ")" && off !== "")) {
    const hint =
      "Write the flags that are meant, as in `(?i)`, or `(?-i:…)` around a part to which one does not apply.";
    return { ok: false, length, problem: `\`${text}\` is not one of Python's ways to write flags`, hint };
  }
  if (on.includes("L")) {
    const hint = "Leave out the `L`.";
    return { ok: false, length, problem: "the flag `L` is for bytes, and a name is text", hint };
  }
  if (on.includes("a") && on.includes("u")) {
    return { ok: false, length, problem: "the flags `a` and `u` exclude each other", hint: "Leave out the `u`." };
  }
  if ([...on].some((flag) => off.includes(flag))) {
    return { ok: false, length, problem: `\`${text}\` turns a flag on and off`, hint: "Leave out one of the two." };
  }
  const flags: Flags = {
    ignoreCase: (before.ignoreCase || on.includes("i")) && !off.includes("i"),
    ascii: (before.ascii || on.includes("a")) && !on.includes("u"),
    verbose: (before.verbose || on.includes("x")) && !off.includes("x"),
  };
  return { ok: true, written: { length, flags, isGlobal: end === ")" } };
}
