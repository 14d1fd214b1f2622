import { isObject, type JsonObject } from "../../json/json-object.ts";
import { addWarning } from "../../model/add-warning.ts";
import { type Members, membersOf } from "../../model/members.ts";
import type { ClientTool, Tool } from "../../model/tool.ts";
import { leftOut } from "./warnings.ts";

/** undefined if none is offered. */
export function toolsFor(
  tools: readonly Tool[],
  { web_search_options: search, tools: odd }: JsonObject,
  warnings: string[],
): unknown {
  const made: unknown[] = [];
  for (const tool of tools) {
    if (tool.kind !== "foreign") made.push(tool.kind === "function" ? functionTool(tool) : customTool(tool));
    else if (tool.family === "openai") made.push(tool.value);
    else addWarning(warnings, leftOut(tool.place));
  }
  if (isObject(search)) made.push(searchTool(search));
  return made.length > 0 ? made : odd;
}

/**
 * In chat, a function without `parameters` takes none, and `strict` defaults to false; in /responses both must be explicit.
 */
function functionTool({ name, description, input, strict, extras }: ClientTool): JsonObject {
  const made: Members = extras === null ? {} : { ...membersOf(extras, "openai") };
  made.type = "function";
  made.name = name;
  if (description !== null) made.description = description;
  made.parameters = input ?? { type: "object", properties: {} };
  made.strict = strict ?? false;
  return made;
}

function customTool({ name, description, input, extras }: ClientTool): JsonObject {
  const made: Members = extras === null ? {} : { ...membersOf(extras, "openai") };
  made.type = "custom";
  made.name = name;
  if (description !== null) made.description = description;
  if (input !== null) made.format = input;
  return made;
}

/** Chat's own way to request a web search. */
function searchTool(options: JsonObject): JsonObject {
  const { user_location: place } = options;
  if (!isObject(place) || !isObject(place.approximate)) return { ...options, type: "web_search" };
  const { approximate, ...rest } = place;
  return { ...options, type: "web_search", user_location: { ...rest, ...approximate } };
}
