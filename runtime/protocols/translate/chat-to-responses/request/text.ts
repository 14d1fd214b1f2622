import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** `response_format` and `verbosity`; undefined where the client says neither. */
export function textOf({ response_format: format, verbosity, text }: JsonObject): unknown {
  if (text !== undefined && text !== null && !isObject(text)) return text;
  const all = {
    ...(isObject(text) ? text : {}),
    ...(format === undefined || format === null ? {} : { format: formatOf(format) }),
    ...(verbosity === undefined || verbosity === null ? {} : { verbosity }),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}

function formatOf(format: unknown): unknown {
  if (!isObject(format) || !isObject(format.json_schema)) return format;
  const { json_schema: described, ...rest } = format;
  return { ...rest, ...described, schema: described.schema ?? {}, strict: described.strict ?? false };
}
