import type { Finder, Span } from "./spans.ts";

/**
 * Keys in known formats: a provider's prefix, followed by more characters than any word would have. The rest of the token is
 * hidden however long it is, so that only its start must ever be seen in one piece.
 */

/** OpenAI (sk-, sk-proj-), Anthropic, OpenRouter and others; Slack; GitLab. */
const DASHED = ["sk-", "pplx-", "xoxb-", "xoxp-", "xoxa-", "glpat-"];
/** Google; JSON Web Tokens, which start with the Base64 of `{"`. */
const LETTERED = ["AIza", "eyJ"];
/** Groq, xAI, GitHub, Hugging Face, Replicate, AWS. No underscore may follow: `hf_hub_download` is a function. */
const PLAIN = ["gsk_", "xai-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "hf_", "r8_", "AKIA", "ASIA"];
const BODY = 16;
const BEARER = 12;
/** https://www.rfc-editor.org/rfc/rfc9110#section-11.2: the characters allowed in the token of an authentication scheme. */
const ANY = "[A-Za-z0-9._~+/=-]";

const START = "(?<![A-Za-z0-9])";
const SCHEME = "(?:bearer|Bearer|BEARER)(?: |%20)";
const GROUPS = [
  { prefixes: [...DASHED, ...LETTERED], body: "[A-Za-z0-9_-]" },
  { prefixes: PLAIN, body: "[A-Za-z0-9]" },
] as const;

const WHOLE = GROUPS.map(({ prefixes, body }) => `(?:${prefixes.join("|")})${body}{${BODY}}`);
const TOKEN = new RegExp(`${START}(?:${WHOLE.join("|")})${ANY}*`, "g");
// No lookbehind: it would be evaluated at every character.
const SCHEMED = new RegExp(`${SCHEME}(?=${ANY}{${BEARER}})`, "g");

const BEGUN = GROUPS.flatMap(({ prefixes, body }) => [
  `(?:${prefixes.join("|")})${body}{0,${BODY - 1}}`,
  ...prefixes.map(beginnings),
]);
const BEGINNING = new RegExp(`(?:${START}(?:${BEGUN.join("|")})|(?<=${SCHEME})${ANY}{0,${BEARER - 1}})$`, "g");
/** The longest start of a token that is still undecided. */
const LONGEST = Math.max(...PLAIN.map((prefix) => prefix.length)) + BODY;

/** `s(?:k)?` for `sk-`: at least one of its characters, but not all. */
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

/** The end of the token that continues at `from`. */
export function endOfToken(text: string, from: number): number {
  RUN.lastIndex = from;
  RUN.test(text);
  return Math.max(from, RUN.lastIndex);
}
