import type { JsonObject } from "../json/json-object.ts";

/**
 * Protocols with the same meaning of members that the model does not have: chat completions and Responses are one family.
 */
export type Family = "openai" | "anthropic" | "google";

/**
 * Members of the source that the model cannot express. An encoder of the same family writes them back; any other drops them
 * with a warning.
 */
export interface Extras {
  readonly family: Family;
  readonly members: JsonObject;
}
