/** What an answer contains besides its content. */
export interface Stamp {
  /** Counted from 1; ids are made of it. */
  readonly number: number;
  /** The model that the server says has answered. */
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}

export const created = 1_770_000_000;
export const snapshotOf = (model: string): string => `${model}-2026-02-02`;

/** The probability that every token has here, and the one other that was likely. */
export function logprobsOf(tokens: readonly string[]) {
  return tokens.map((token) => {
    const one = { token, logprob: -0.25, bytes: [...Buffer.from(token)] };
    return { ...one, top_logprobs: [one, { token: "Jo", logprob: -1.5, bytes: [74, 111] }] };
  });
}
