import type { Finder, Span } from "./spans.ts";

/**
 * Keys by their known shapes: a prefix that a provider gives all its keys, and so many characters behind it that no
 * word has them. From there on everything goes that a token may have in it, however long it is, so that no more than
 * the beginning must ever be seen in one piece.
 */

/** OpenAI (sk-, sk-proj-), Anthropic, OpenRouter and others; Slack; GitLab. */
const DASHED = ["sk-", "pplx-", "xoxb-", "xoxp-", "xoxa-", "glpat-"];
/** Google; JSON Web Tokens, whose head is Base64 of `{"`. */
const LETTERED = ["AIza", "eyJ"];
/** Groq, xAI, GitHub, Hugging Face, Replicate, AWS. What follows has no underscore: `hf_hub_download` is a function. */
const PLAIN = ["gsk_", "xai-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "hf_", "r8_", "AKIA", "ASIA"];
const BODY = 16;
const BEARER = 12;
/** https://www.rfc-editor.org/rfc/rfc9110#section-11.2: what the token of a scheme may consist of. */
const ANY = "[A-Za-z0-9._~+/=-]";

const START = "(?<![A-Za-z0-9])";
const SCHEME = "(?:bearer|Bearer|BEARER)(?: |%20)";
const GROUPS = [
  { prefixes: [...DASHED, ...LETTERED], body: "[A-Za-z0-9_-]" },
  { prefixes: PLAIN, body: "[A-Za-z0-9]" },
] as const;

const WHOLE = GROUPS.map(({ prefixes, body }) => `(?:${prefixes.join("|")})${body}{${BODY}}`);
const TOKEN = new RegExp(`${START}(?:${WHOLE.join("|")})${ANY}*`, "g");
// No lookbehind: it would be tried at every character.
const SCHEMED = new RegExp(`${SCHEME}(?=${ANY}{${BEARER}})`, "g");

const BEGUN = GROUPS.flatMap(({ prefixes, body }) => [
  `(?:${prefixes.join("|")})${body}{0,${BODY - 1}}`,
  ...prefixes.map(beginnings),
]);
const BEGINNING = new RegExp(`(?:${START}(?:${BEGUN.join("|")})|(?<=${SCHEME})${ANY}{0,${BEARER - 1}})$`, "g");
/** No undecided beginning is longer. */
const LONGEST = Math.max(...PLAIN.map((prefix) => prefix.length)) + BODY;

/** `s(?:k)?` for `sk-`: one or more of its characters but not all. */
function beginnings(prefix: string): string {
  return [...prefix.slice(0, -1)].reduceRight(
    (rest, character) => `${character}${rest === "" ? "" : `(?:${rest})?`}`,
    "",
  );
}

/** How many characters before a token decide whether it is one. */
export const TOKEN_CONTEXT = "bearer%20".length;

export const tokens: Finder = {
  find(text, from) {
    const spans: Span[] = [];
    TOKEN.lastIndex = from;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
      spans.push({ start: match.index, end: TOKEN.lastIndex });
    }
    SCHEMED.lastIndex = Math.max(0, from - TOKEN_CONTEXT);
    while (SCHEMED.test(text)) {
      const start = SCHEMED.lastIndex;
      if (start >= from) spans.push({ start, end: endOfToken(text, start) });
    }
    return spans;
  },
  hold(text, from) {
    BEGINNING.lastIndex = Math.max(from, text.length - LONGEST);
    return BEGINNING.exec(text)?.index ?? text.length;
  },
};

const RUN = new RegExp(`${ANY}*`, "y");

/** Where a token ends that goes on at `from`. */
export function endOfToken(text: string, from: number): number {
  RUN.lastIndex = from;
  RUN.test(text);
  return Math.max(from, RUN.lastIndex);
}
