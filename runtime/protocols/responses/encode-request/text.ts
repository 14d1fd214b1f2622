import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { Format } from "../../model/ask.ts";
import { type Members, membersOf } from "../../model/members.ts";

/** The answer's format and verbosity; undefined if the client asks for neither. */
export function textFor(format: Format | null, { text, verbosity }: JsonObject): unknown {
  if (text !== undefined && text !== null && !isObject(text)) return text;
  const hasVerbosity = verbosity !== undefined && verbosity !== null;
  if (format === null && !hasVerbosity) {
    return isObject(text) && Object.keys(text).length > 0 ? text : undefined;
  }
  const all: Members = { ...text };
  if (format !== null) all.format = formatFor(format);
  if (hasVerbosity) all.verbosity = verbosity;
  return all;
}

function formatFor(format: Format): unknown {
  switch (format.kind) {
    case "text":
      return { type: "text" };
    case "json":
      return { type: "json_object" };
    case "schema": {
      const { name, schema, strict, extras } = format;
      return {
        ...membersOf(extras, "openai"),
        type: "json_schema",
        name,
        schema: schema ?? {},
        strict: strict ?? false,
      };
    }
    // A format of another family is ignored.
    case "foreign":
      return format.family === "openai" ? format.value : { type: "text" };
  }
}
