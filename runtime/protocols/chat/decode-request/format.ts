import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import type { Format } from "../../model/ask.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";

/** `response_format`. */
export function formatIn(format: unknown): Format | null {
  if (isAbsent(format)) return null;
  if (isObject(format)) {
    const { type, json_schema: described } = format;
    if (type === "json_schema" && isObject(described) && typeof described.name === "string") {
      return schemaFormat(described, described.name);
    }
    if (Object.keys(format).length === 1) {
      if (type === "text") return TEXT;
      if (type === "json_object") return JSON_OBJECT;
    }
  }
  return { kind: "foreign", family: "openai", value: format };
}

const TEXT: Format = { kind: "text" };
const JSON_OBJECT: Format = { kind: "json" };

function schemaFormat(described: JsonObject, name: string): Format {
  let unknown: Members | null = null;
  for (const member of Object.keys(described)) {
    const value = described[member];
    const known =
      member === "name" ||
      member === "schema" ||
      (member === "strict" && (typeof value === "boolean" || isAbsent(value)));
    if (!known) unknown = withMember(unknown, member, value);
  }
  const { schema, strict } = described;
  return {
    kind: "schema",
    name,
    schema,
    strict: typeof strict === "boolean" ? strict : null,
    extras: extrasOf("openai", unknown),
  };
}
