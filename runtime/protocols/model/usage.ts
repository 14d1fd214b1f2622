import type { JsonObject } from "../sse/json-object.ts";
import type { Family } from "./extras.ts";

/** Tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  /** The sum, as the upstream gives it; null where it gives none. */
  readonly total: number | null;
  /** Of the input, those read from a cache. */
  readonly cached: number;
  /** Of the input, those written to a cache, for five minutes (`short`) or an hour (`long`). */
  readonly cacheWritten: { readonly short: number; readonly long: number };
  /** Of the output. */
  readonly reasoning: number;
  readonly extras: UsageExtras | null;
}

/** What an upstream counts beyond that; inside its family the details are written back as they are. */
export interface UsageExtras {
  readonly family: Family;
  readonly inputDetails: JsonObject;
  readonly outputDetails: JsonObject;
  readonly members: JsonObject;
}
