import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** Whether the client offers `functions`, as it was done before there were tools. */
export function asksForFunctions({ functions, tools }: JsonObject): boolean {
  return Array.isArray(functions) && functions.length > 0 && !(Array.isArray(tools) && tools.length > 0);
}

/** `tools`, `functions` and `web_search_options`; undefined where there is none. */
export function toolsOf(fields: JsonObject): unknown {
  const { tools, functions, web_search_options: search } = fields;
  if (tools !== undefined && tools !== null && !Array.isArray(tools)) return tools;
  const legacy = Array.isArray(functions) ? functions.filter(isObject).map(functionTool) : [];
  const named = [...(Array.isArray(tools) ? tools.map(toolOf) : []), ...legacy];
  const all = isObject(search) ? [...named, searchTool(search)] : named;
  return all.length === 0 && !Array.isArray(tools) ? undefined : all;
}

function toolOf(tool: unknown): unknown {
  if (!isObject(tool)) return tool;
  if (isObject(tool.function)) {
    const { function: _, ...rest } = tool;
    return { ...rest, ...functionTool(tool.function) };
  }
  if (isObject(tool.custom)) {
    const { custom, ...rest } = tool;
    return { ...rest, ...customTool(custom) };
  }
  return tool;
}

/** Chat takes a function without parameters for one of none, and none for strict unless told so; /responses does not. */
function functionTool(described: JsonObject): JsonObject {
  const { parameters, strict } = described;
  return {
    ...described,
    type: "function",
    parameters: parameters ?? { type: "object", properties: {} },
    strict: strict ?? false,
  };
}

function customTool(custom: JsonObject): JsonObject {
  const { format } = custom;
  if (!isObject(format) || !isObject(format.grammar)) return { ...custom, type: "custom" };
  const { grammar, ...rest } = format;
  return { ...custom, type: "custom", format: { ...rest, ...grammar } };
}

function searchTool(options: JsonObject): JsonObject {
  const { user_location: place } = options;
  if (!isObject(place) || !isObject(place.approximate)) return { ...options, type: "web_search" };
  const { approximate, ...rest } = place;
  return { ...options, type: "web_search", user_location: { ...rest, ...approximate } };
}
