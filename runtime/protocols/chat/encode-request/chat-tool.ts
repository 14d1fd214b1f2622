import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent, objectIn, stringIn } from "../../json/read.ts";
import { type Members, membersOf, setMember } from "../../model/members.ts";
import type { ClientTool } from "../../model/tool.ts";
import type { ChatTraits } from "./traits.ts";

/** Members that chat does not define are written next to the description, where servers look for members of their own. */
export function chatTool(tool: ClientTool, name: string, { customTools }: ChatTraits): JsonObject {
  const { kind, extras } = tool;
  const described =
    kind === "function" ? functionOf(tool, name) : customTools ? customOf(tool, name) : textFunction(tool, name);
  const made: Members =
    kind === "function" || !customTools
      ? { type: "function", function: described }
      : { type: "custom", custom: described };
  if (extras !== null) addExtras(made, described, membersOf(extras, "openai"));
  return made;
}

/** Members that only mean something to the Responses API. */
const RESPONSES_ALONE: ReadonlySet<string> = new Set(["allowed_callers", "defer_loading", "output_schema"]);

function addExtras(made: Members, described: Members, members: JsonObject): void {
  for (const member of Object.keys(members)) {
    const value = members[member];
    if ((member === "function" || member === "custom") && isObject(value)) addMissing(described, value);
    else if (!RESPONSES_ALONE.has(member)) setMember(made, member, value);
  }
}

function addMissing(described: Members, members: JsonObject): void {
  for (const member of Object.keys(members)) {
    if (!Object.hasOwn(described, member)) setMember(described, member, members[member]);
  }
}

function functionOf({ description, input, strict }: ClientTool, name: string): Members {
  const described: Members = { name };
  if (description !== null) described.description = description;
  if (!isAbsent(input)) described.parameters = input;
  if (strict !== null) described.strict = strict;
  return described;
}

function customOf({ description, input }: ClientTool, name: string): Members {
  const described: Members = { name };
  if (description !== null) described.description = description;
  if (!isAbsent(input)) described.format = nestedGrammar(input);
  return described;
}

/** In chat, the members of a grammar are nested one level deeper. */
function nestedGrammar(format: unknown): unknown {
  if (!isObject(format) || format.type !== "grammar") return format;
  const { type, ...grammar } = format;
  return { type, grammar };
}

/** Without custom tools, a function with one text argument replaces each. */
function textFunction({ description, input }: ClientTool, name: string): Members {
  const grammar = grammarText(input);
  const texts = [description ?? "", grammar].filter((text) => text !== "");
  const described: Members = { name };
  if (texts.length > 0) described.description = texts.join("\n\n");
  described.parameters = INPUT_ONLY;
  return described;
}

const INPUT_ONLY = {
  type: "object",
  properties: { input: { type: "string", description: "The whole input of the tool, as plain text." } },
  required: ["input"],
  additionalProperties: false,
} as const;

function grammarText(format: unknown): string {
  const { type, syntax, definition } = objectIn(format);
  if (type !== "grammar") return "";
  return `\`input\` must follow this ${stringIn(syntax)} grammar:\n${stringIn(definition)}`;
}
