import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent, wordIn } from "../../json/read.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { ClientTool, Tool } from "../../model/tool.ts";
import { cacheHint } from "../../openai/cache-hint.ts";

/** Whether the client uses `functions`, the predecessor of tools. */
export function offersFunctions({ functions, tools }: JsonObject): boolean {
  return Array.isArray(functions) && functions.length > 0 && !(Array.isArray(tools) && tools.length > 0);
}

const NONE: readonly Tool[] = [];

/** `tools`, followed by `functions`. */
export function toolsIn({ tools, functions }: JsonObject): readonly Tool[] {
  const offered: Tool[] | readonly Tool[] = Array.isArray(tools) ? tools.map(toolIn) : NONE;
  if (!Array.isArray(functions)) return offered;
  return [...offered, ...functions.filter(isObject).map(legacyFunctionIn)];
}

function toolIn(tool: unknown, index: number): Tool {
  if (isObject(tool)) {
    const { function: described, custom } = tool;
    const inner = isObject(described) ? described : isObject(custom) ? custom : null;
    const name = inner === null ? null : wordIn(inner.name);
    if (inner !== null && name !== null) {
      return inner === described ? functionIn(inner, name, besides(tool)) : customIn(inner, name, besides(tool));
    }
  }
  return { kind: "foreign", family: "openai", value: tool, place: `tools[${index}]` };
}

function legacyFunctionIn(described: JsonObject, index: number): Tool {
  const name = wordIn(described.name);
  if (name !== null) return functionIn(described, name, null);
  return { kind: "foreign", family: "openai", value: described, place: `functions[${index}]` };
}

/** What a tool has besides its description. */
function besides(tool: JsonObject): Members | null {
  let unknown: Members | null = null;
  for (const member of Object.keys(tool)) {
    if (member !== "type" && member !== "function" && member !== "custom") {
      unknown = withMember(unknown, member, tool[member]);
    }
  }
  return unknown;
}

function functionIn(described: JsonObject, name: string, beside: Members | null): ClientTool {
  const { description, parameters, strict } = described;
  let unknown = beside;
  for (const member of Object.keys(described)) {
    if (member === "name" || member === "type" || member === "parameters") continue;
    if (member === "description" && typeof description === "string") continue;
    if (member === "strict" && (typeof strict === "boolean" || isAbsent(strict))) continue;
    unknown = withMember(unknown, member, described[member]);
  }
  return {
    kind: "function",
    name,
    namespace: null,
    description: typeof description === "string" ? description : null,
    input: parameters ?? null,
    strict: typeof strict === "boolean" ? strict : null,
    extras: extrasOf("openai", unknown),
    cache: cacheHint(unknown),
  };
}

function customIn(custom: JsonObject, name: string, beside: Members | null): ClientTool {
  const { description, format } = custom;
  let unknown = beside;
  for (const member of Object.keys(custom)) {
    if (member === "name" || member === "type" || member === "format") continue;
    if (member === "description" && typeof description === "string") continue;
    unknown = withMember(unknown, member, custom[member]);
  }
  return {
    kind: "custom",
    name,
    namespace: null,
    description: typeof description === "string" ? description : null,
    input: flatGrammar(format) ?? null,
    strict: null,
    extras: extrasOf("openai", unknown),
    cache: cacheHint(unknown),
  };
}

/** In chat, the members of a grammar are nested one level deeper. */
function flatGrammar(format: unknown): unknown {
  if (!isObject(format) || !isObject(format.grammar)) return format;
  const { grammar, ...rest } = format;
  return { ...rest, ...grammar };
}
