import { type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { flatten } from "../wire/payload.ts";
import type { Body } from "./read-model.ts";
import { CONTEXT_TOKENS } from "./scan/own-fields.ts";

/** The whole body, parsed at most once for all attempts, without the field meant for Turnout; null if it is not JSON. */
export function fieldsIn(body: Body): JsonObject | null {
  body.whole ??= withoutOwn(body.kind === "parsed" ? body.fields : parseObject(flatten(body.payload).toString("utf8")));
  return body.whole;
}

function withoutOwn(fields: JsonObject | null): JsonObject | null {
  if (fields === null || !Object.hasOwn(fields, CONTEXT_TOKENS)) return fields;
  const { [CONTEXT_TOKENS]: _, ...rest } = fields;
  return rest;
}
