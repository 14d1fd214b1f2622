import type { JsonObject } from "../json/json-object.ts";

export interface Whole {
  readonly answer: JsonObject;
  /** Whether the client asked for usage in its stream, where the API sends it only on request. */
  readonly usage: boolean;
}

/**
 * Writes a complete answer as the stream that the API would have sent, for a client that asked for one. null for an answer
 * that has no stream.
 */
export type Unfold = (whole: Whole) => string | null;
