import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";

/** An event with this value as its data. */
export function eventOf(value: JsonObject): Buffer {
  return Buffer.from(`data: ${jsonText(value)}\n\n`);
}

/** In the place of an event that is nothing to a chat client: what it was sent for may be to keep the connection alive. */
export const COMMENT = Buffer.from(": \n\n");
