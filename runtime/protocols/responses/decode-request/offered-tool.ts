import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { ClientTool } from "../../model/tool.ts";
import { cacheHint } from "../../openai/cache-hint.ts";

/** `nested`: the tool's description if it came in chat's form, one level deeper. */
export function offeredTool(
  kind: ClientTool["kind"],
  name: string,
  namespace: string | null,
  tool: JsonObject,
  nested: JsonObject | null,
): ClientTool {
  const { description, strict } = nested ?? tool;
  const unknown = nested === null ? unknownOf(tool, kind) : withNested(unknownOf(tool, kind), nested, kind);
  return {
    kind,
    name,
    namespace,
    description: typeof description === "string" ? description : null,
    input: inputOf(kind, nested ?? tool),
    strict: typeof strict === "boolean" ? strict : null,
    extras: extrasOf("openai", unknown),
    cache: cacheHint(unknown),
  };
}

function inputOf(kind: ClientTool["kind"], { parameters, format }: JsonObject): unknown {
  return kind === "function" ? (parameters ?? null) : (flatGrammar(format) ?? null);
}

function flatGrammar(format: unknown): unknown {
  if (!isObject(format) || !isObject(format.grammar)) return format;
  const { grammar, ...rest } = format;
  return { ...rest, ...grammar };
}

function unknownOf(tool: JsonObject, kind: ClientTool["kind"]): Members | null {
  let unknown: Members | null = null;
  for (const member of Object.keys(tool)) {
    if (!hasWord(tool, member, kind)) unknown = withMember(unknown, member, tool[member]);
  }
  return unknown;
}

function withNested(unknown: Members | null, nested: JsonObject, kind: ClientTool["kind"]): Members | null {
  const within = unknownOf(nested, kind);
  return within === null ? unknown : withMember(unknown, kind, within);
}

function hasWord(tool: JsonObject, member: string, kind: ClientTool["kind"]): boolean {
  switch (member) {
    case "type":
    case "name":
    case "function":
    case "custom":
      return true;
    case "parameters":
      return kind === "function";
    case "format":
      return kind === "custom";
    case "description":
      return typeof tool.description === "string" || isAbsent(tool.description);
    case "strict":
      return kind === "function" && (typeof tool.strict === "boolean" || isAbsent(tool.strict));
    default:
      return false;
  }
}
