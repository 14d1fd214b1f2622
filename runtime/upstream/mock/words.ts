/** The mock's tokens: each word with the white space before it. Joined, they are the text again. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+(?:\s+$)?|^\s+$/g) ?? [];
}

/** The output limit of a typical model. */
const MOST_WORDS = 16_384;

export interface Cut {
  readonly text: string;
  readonly finish: "stop" | "length";
}

/** Ends a text before its first stop sequence and after `limit` words, or after the maximum. */
export function cutText(text: string, stops: readonly string[], limit: number | null): Cut {
  const ends = stops.map((stop) => (stop === "" ? -1 : text.indexOf(stop))).filter((at) => at >= 0);
  const stopped = ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
  const words = wordsOf(stopped);
  const most = Math.min(limit ?? MOST_WORDS, MOST_WORDS);
  if (words.length <= most) return { text: stopped, finish: "stop" };
  return { text: words.slice(0, most).join(""), finish: "length" };
}
