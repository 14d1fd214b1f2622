import { diagnostic } from "../../diagnostics/report.ts";
import { asGlob } from "../../regexp/glob.ts";
import type { Check } from "./check.ts";

/** Patterns that were meant as globs: `gpt-*`. */
export const globPatterns: Check = ({ ir }) =>
  ir.aliases.flatMap(({ pattern, origin }) => {
    const glob = asGlob(pattern);
    if (glob === null || glob.first === null) return [];
    const { start, repeated } = glob.first;
    return [diagnostic("glob-as-pattern", origin, { pattern, start, repeated, better: glob.better })];
  });
