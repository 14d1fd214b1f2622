import { MAX_MODEL_STRING } from "../../../runtime/selector/characters.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { type Impossible, neverMatches } from "../../regexp/never-matches.ts";
import type { Check } from "./check.ts";

/** Rules whose pattern no name can match. */
export const impossiblePatterns: Check = ({ ir }) =>
  ir.aliases.flatMap(({ pattern, tree, origin }) => {
    const why = tree === null ? null : neverMatches(tree, MAX_MODEL_STRING);
    if (why === null) return [];
    const slashes = /^\/(.+)\/[a-z]*$/s.exec(pattern)?.[1];
    const hint = slashes === undefined ? hintFor(why, pattern) : `Leave off the slashes: \`${slashes}\`.`;
    return [diagnostic("impossible-pattern", origin, { pattern, problem: problemOf(why), hint })];
  });

function problemOf(why: Impossible): string {
  switch (why.kind) {
    case "control":
      return "it has a line break or a tab in it";
    case "operator":
      return why.text === "?"
        ? "a name ends before its `?`, where the parameters begin"
        : `\`${why.text}\` joins models to a group and is in no name`;
    case "space":
      return "it has white space at its start or end";
    case "anchor":
      return why.anchor === "^"
        ? "`^` is the start of the name, and something stands before it"
        : "`$` is the end of the name, and something stands behind it";
    case "length":
      return `it takes ${why.least} characters or more, and a model string has at most ${MAX_MODEL_STRING}`;
  }
}

function hintFor(why: Impossible, pattern: string): string {
  switch (why.kind) {
    case "control":
      return /^[^\p{Cc}]*\n$/u.test(pattern)
        ? `Write it on one line and in quotes, without \`|\` or \`>\`: \`'${pattern.trim()}'\`.`
        : "Write it on one line, without tabs.";
    case "operator":
      return why.text === "?"
        ? "Leave off everything from the `?` on: the parameters of a client are kept, and are not part of the name."
        : `Remove it; a group is not matched as a whole, but each of its models is.`;
    case "space":
      return `Write \`${pattern.replace(/^(\^?)\s+|\s+(\$?)$/g, "$1$2")}\`.`;
    case "anchor":
      return why.anchor === "^"
        ? `Move the \`^\` to the start: \`^${pattern.replaceAll("^", "")}\`.`
        : `Move the \`$\` to the end: \`${pattern.replaceAll("$", "")}$\`.`;
    case "length":
      return "Make it shorter.";
  }
}
