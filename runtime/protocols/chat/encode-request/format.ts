import type { Format } from "../../model/ask.ts";
import { type Members, membersOf } from "../../model/members.ts";

/** `response_format`; undefined for text, which is every server's default. */
export function responseFormat(format: Format | null): unknown {
  switch (format?.kind) {
    case "json":
      return { type: "json_object" };
    case "schema": {
      const { name, schema, strict, extras } = format;
      const described: Members = { ...membersOf(extras, "openai"), name };
      if (schema !== undefined) described.schema = schema;
      if (strict !== null) described.strict = strict;
      return { type: "json_schema", json_schema: described };
    }
    case "foreign":
      return format.family === "openai" ? format.value : undefined;
    default:
      return undefined;
  }
}
