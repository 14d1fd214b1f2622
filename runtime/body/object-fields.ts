import type { RequestFields } from "../protocols/endpoints/dialect.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";

/** A body that has been parsed. */
export function objectFields(fields: JsonObject): RequestFields {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    mayHave: (name) => Object.hasOwn(fields, name),
    find: () => null,
  };
}
