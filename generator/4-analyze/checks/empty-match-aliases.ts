import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "../analyze.ts";

/** Parts of a pattern that look at what is around them: with one of these, matching nothing is not matching always. */
const LOOKS_AROUND = /\$|\\[bB]|\(\?<?[=!]/;

/** Rules that match every name although they do not read like it: `gpt?-?4?|x?`, `^(gpt)?`. */
export const emptyMatchAliases: Check = (ir) =>
  ir.aliases
    .filter(({ pattern, regexp }) => !/\.[*]\)?\$?$/.test(pattern) && !LOOKS_AROUND.test(regexp))
    .filter(({ regexp }) => new RegExp(regexp).test(""))
    .map(({ pattern, origin }) => diagnostic("empty-match-alias", origin, { pattern }));
