import type { JsonObject } from "../sse/json-object.ts";

/** Protocols whose unknown members mean the same thing: chat completions and Responses are one family. */
export type Family = "openai" | "anthropic" | "google";

/**
 * Members that the source has and the model has no word for. An encoder of the same family writes them back; any other
 * drops them with a warning.
 */
export interface Extras {
  readonly family: Family;
  readonly members: JsonObject;
}
