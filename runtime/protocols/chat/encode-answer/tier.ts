import type { JsonObject } from "../../json/json-object.ts";
import type { Extras } from "../../model/extras.ts";
import { membersOf } from "../../model/members.ts";

const NONE: JsonObject = {};

/** The member with the service tier at which the answer was created. */
export function tierOf(extras: Extras | null): JsonObject {
  const { service_tier } = membersOf(extras, "openai");
  return typeof service_tier === "string" ? { service_tier } : NONE;
}
