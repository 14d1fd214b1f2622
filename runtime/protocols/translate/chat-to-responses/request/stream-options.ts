import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** All but `include_usage`: /responses always tells usage. undefined where nothing is left to say. */
export function streamOptionsOf({ stream, stream_options: options }: JsonObject): JsonObject | undefined {
  if (stream !== true || !isObject(options)) return undefined;
  const { include_usage: _, ...rest } = options;
  return Object.keys(rest).length === 0 ? undefined : rest;
}
