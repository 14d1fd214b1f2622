import { isObject, type JsonObject } from "../protocols/json/json-object.ts";
import { flatten } from "../wire/payload.ts";
import type { Body, SplicedBody } from "./read-model.ts";
import { CONTEXT_TOKENS } from "./scan/own-fields.ts";
import { readWhole } from "./whole/read-whole.ts";

/**
 * The whole body, parsed at most once for all attempts, without the field meant for Turnout; null if it is not JSON, or if
 * it exceeds a limit, which `refusal` of the body then says. Some of its texts may be in `long` of the body.
 */
export function fieldsIn(body: Body): JsonObject | null {
  if (body.whole === null && body.refusal === null) {
    body.whole = withoutOwn(body.kind === "parsed" ? body.fields : readFields(body));
  }
  return body.whole;
}

function readFields(body: SplicedBody): JsonObject | null {
  const read = readWhole(body.scan?.bytes ?? flatten(body.payload), body.limits);
  if (read.kind === "refused") body.refusal = read.error;
  if (read.kind !== "read" || !isObject(read.value)) return null;
  body.long = read.long;
  return read.value;
}

function withoutOwn(fields: JsonObject | null): JsonObject | null {
  if (fields === null || !Object.hasOwn(fields, CONTEXT_TOKENS)) return fields;
  const { [CONTEXT_TOKENS]: _, ...rest } = fields;
  return rest;
}
