import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import type { Format } from "../../model/ask.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";

/** `text.format`. */
export function formatIn(text: unknown): Format | null {
  const format = isObject(text) ? text.format : null;
  if (!isObject(format)) return null;
  if (format.type === "text") return TEXT;
  if (format.type === "json_object" && Object.keys(format).length === 1) return JSON_OBJECT;
  const isSchema = format.type === "json_schema" && typeof format.name === "string" && !isObject(format.json_schema);
  return isSchema ? schemaFormat(format) : { kind: "foreign", family: "openai", value: format };
}

const TEXT: Format = { kind: "text" };
const JSON_OBJECT: Format = { kind: "json" };

function schemaFormat(format: JsonObject): Format {
  const { name, schema, strict } = format;
  let unknown: Members | null = null;
  for (const member of Object.keys(format)) {
    if (member === "type" || member === "name" || member === "schema") continue;
    if (member === "strict" && (typeof strict === "boolean" || isAbsent(strict))) continue;
    unknown = withMember(unknown, member, format[member]);
  }
  return {
    kind: "schema",
    name: String(name),
    schema,
    strict: typeof strict === "boolean" ? strict : null,
    extras: extrasOf("openai", unknown),
  };
}
