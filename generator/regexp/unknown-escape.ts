/** What to write instead of escapes that other languages have, and Python's `re` does not. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  z: "Write `\\Z` for the end.",
  h: "Write `[ \\t]` for blanks.",
  H: "Write `[^ \\t]` for all but blanks.",
  R: "A name has no line breaks: leave it out.",
  e: "Write `\\x1b` for the character.",
  K: "Write `(?<=…)` around what has to stand before.",
  G: "A pattern is matched from the start of the name: leave it out.",
  Q: "Write a backslash before each character that has a meaning.",
  E: "Write a backslash before each character that has a meaning.",
  X: "Write `.` for one character.",
  c: "A name has no control characters: leave it out.",
  x: "Write two digits, as in `\\x2f`.",
  u: "Write four digits, as in `\\u00e9`.",
  U: "Write eight digits, as in `\\U0001F600`.",
  o: "Write the digits alone, as in `\\057`.",
  g: "Write `\\1` for the first group, `(?P=name)` for one with a name.",
  k: "Write `\\1` for the first group, `(?P=name)` for one with a name.",
};

/** The general categories that Python's `re` can say in other words. */
const CATEGORIES: Readonly<Record<string, string>> = {
  L: "Write `[^\\W\\d_]` for letters.",
  Letter: "Write `[^\\W\\d_]` for letters.",
  Nd: "Write `\\d` for digits.",
  Digit: "Write `\\d` for digits.",
};

const DIGITS: Readonly<Record<string, string>> = { x: "two", u: "four", U: "eight" };

export function hintForEscape(
  letter: string,
  rest: string,
): { readonly problem: string; readonly hint: string; readonly known: boolean } {
  if (letter === "N") {
    return {
      problem: "characters cannot be written by their names",
      hint: "Write the character itself, or `\\u` and its four digits.",
      known: true,
    };
  }
  const digits = DIGITS[letter];
  const problem =
    digits === undefined
      ? `Python's \`re\` has no \`\\${letter}\``
      : `\`\\${letter}\` needs ${digits} hexadecimal digits behind it`;
  if (letter === "p" || letter === "P") {
    const name = /^\\[pP](?:\{\^?(?:gc=|General_Category=)?([A-Za-z_]+)\}|([A-Z]))/.exec(rest);
    const known = letter === "p" ? CATEGORIES[name?.[1] ?? name?.[2] ?? ""] : undefined;
    return { problem, hint: known ?? "List the characters in brackets, as in `[A-Za-z]`.", known: false };
  }
  const hint = ELSEWHERE[letter] ?? "List the characters that are meant in brackets, as in `[a-z]`.";
  return { problem, hint, known: false };
}
