import type { Extras } from "./extras.ts";

/** Tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  /** Of the input, those read from a cache. */
  readonly cached: number;
  /** Of the input, those written to a cache, for five minutes (`short`) or an hour (`long`). */
  readonly cacheWritten: { readonly short: number; readonly long: number };
  /** Of the output. */
  readonly reasoning: number;
  readonly extras: Extras | null;
}
