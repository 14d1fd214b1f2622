import { diagnostic } from "../../diagnostics/report.ts";
import { asGlob } from "../../regexp/glob.ts";
import { looksAround, matchesEmpty } from "../../regexp/matches-empty.ts";
import type { Check } from "./check.ts";

/** Patterns that end like this are meant to match whatever follows. */
const MEANT = /\.[*]\)?\$?$/;

/** Rules that match every name although they do not look like it: `gpt?-?4?|x?`, `^(gpt)?`. */
export const emptyMatchAliases: Check = ({ ir }) =>
  ir.aliases
    .filter(({ pattern }) => !MEANT.test(pattern) && asGlob(pattern) === null)
    // A pattern that looks around may match the empty name and still not every name.
    .filter(({ tree }) => tree !== null && !looksAround(tree) && matchesEmpty(tree))
    .map(({ pattern, origin }) => diagnostic("empty-match-alias", origin, { pattern }));
