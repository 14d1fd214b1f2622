import { diagnostic } from "../../diagnostics/report.ts";
import { asGlob } from "../../regexp/glob.ts";
import type { Check } from "./check.ts";

/** Patterns that were meant as globs: `gpt-*`. */
export const globPatterns: Check = ({ ir }) =>
  ir.aliases.flatMap(({ pattern, origin }) => {
    const glob = asGlob(pattern);
    if (glob === null || glob.first === null) return [];
    const { start, repeated } = glob.first;
    const names = start === "" ? "every name" : `every name that starts with \`${start}\``;
    return [diagnostic("glob-as-pattern", origin, { pattern, about: names, repeated, better: glob.better })];
  });
