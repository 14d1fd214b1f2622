import type { Extras } from "../../model/extras.ts";
import { membersOf } from "../../model/members.ts";
import type { JsonObject } from "../../sse/json-object.ts";

const NONE: JsonObject = {};

/** The member that says at which service tier the answer was made. */
export function tierOf(extras: Extras | null): JsonObject {
  const { service_tier } = membersOf(extras, "openai");
  return typeof service_tier === "string" ? { service_tier } : NONE;
}
