import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { defined, objectOf, textOf } from "../json.ts";

/** `name` is the tool's in chat. What chat has no member for stays beside `function`, where servers look for their own. */
export function functionTool(tool: JsonObject, name: string): JsonObject {
  if (isObject(tool.function)) return tool;
  const { type: _, name: __, description, parameters, strict, ...rest } = tool;
  const said = { name, description: description ?? undefined, parameters: parameters ?? undefined };
  return { type: "function", function: defined({ ...said, strict: strict ?? undefined }), ...withoutOwn(rest) };
}

/** Members that mean something to the Responses API alone. */
const OWN: ReadonlySet<string> = new Set(["allowed_callers", "defer_loading", "output_schema"]);

function withoutOwn(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([key]) => !OWN.has(key)));
}

/** Where there are no custom tools, a function of one text stands for each. */
export function customTool(tool: JsonObject, name: string, native: boolean): JsonObject {
  const nested = isObject(tool.custom) ? tool.custom : null;
  if (native && nested !== null) return tool;
  const { type: _, name: __, custom: ___, description, format, ...rest } = { ...tool, ...nested };
  if (native) {
    const custom = defined({ name, description: description ?? undefined, format: chatFormat(format) });
    return { type: "custom", custom, ...withoutOwn(rest) };
  }
  const told = [textOf(description), grammarText(format)].filter((text) => text !== "").join("\n\n");
  const parameters = {
    type: "object",
    properties: { input: { type: "string", description: "The whole input of the tool, as plain text." } },
    required: ["input"],
    additionalProperties: false,
  };
  return {
    type: "function",
    function: defined({ name, description: told === "" ? undefined : told, parameters }),
    ...withoutOwn(rest),
  };
}

/** In chat a grammar's members stand one level further down. */
function chatFormat(format: unknown): unknown {
  if (!isObject(format) || format.type !== "grammar" || isObject(format.grammar)) return format ?? undefined;
  const { type, ...grammar } = format;
  return { type, grammar };
}

function grammarText(format: unknown): string {
  const { type, grammar, ...members } = objectOf(format);
  if (type !== "grammar") return "";
  const { syntax, definition } = isObject(grammar) ? grammar : members;
  return `\`input\` must follow this ${textOf(syntax)} grammar:\n${textOf(definition)}`;
}
