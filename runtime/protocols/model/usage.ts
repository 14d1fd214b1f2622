import type { JsonObject } from "../json/json-object.ts";
import type { Family } from "./extras.ts";

/** Tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  /** The upstream's sum; null if it gives none. */
  readonly total: number | null;
  /** Part of the input: read from a cache. */
  readonly cached: number;
  /** Part of the input: written to a cache, for five minutes (`short`) or an hour (`long`). */
  readonly cacheWritten: { readonly short: number; readonly long: number };
  /** Part of the output. */
  readonly reasoning: number;
  readonly extras: UsageExtras | null;
}

/** Other counts of the upstream; within its family they are written back as they are. */
export interface UsageExtras {
  readonly family: Family;
  readonly inputDetails: JsonObject;
  readonly outputDetails: JsonObject;
  readonly members: JsonObject;
}
