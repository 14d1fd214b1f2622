import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import type { Extras } from "../../model/extras.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";

/** The members that the model cannot express. Of `text` and `reasoning`, the remaining members. */
export function unknownOf(fields: JsonObject): Extras | null {
  let members: Members | null = null;
  for (const name of Object.keys(fields)) {
    if (KNOWN.has(name)) continue;
    const value = fields[name];
    const own = WITHIN.get(name);
    if (own !== undefined && isObject(value)) {
      const rest = without(value, own);
      if (rest !== null) members = withMember(members, name, rest);
    } else if (!isTyped(name, value)) members = withMember(members, name, value);
  }
  return extrasOf("openai", members);
}

/** Whatever their value: no server could use a value that the API does not define. */
const KNOWN: ReadonlySet<string> = new Set([
  "model",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
]);

const WITHIN = new Map<string, (value: JsonObject, member: string) => boolean>([
  ["text", (_, member) => member === "format"],
  ["reasoning", ({ effort }, member) => member === "summary" || (member === "effort" && typeof effort === "string")],
]);

function isTyped(name: string, value: unknown): boolean {
  switch (name) {
    case "temperature":
    case "top_p":
      return typeof value === "number";
    case "max_output_tokens":
      return typeof value === "number" || isAbsent(value);
    case "stream":
      return value === true;
    default:
      return false;
  }
}

function without(value: JsonObject, isOwn: (value: JsonObject, member: string) => boolean): Members | null {
  let rest: Members | null = null;
  for (const member of Object.keys(value)) {
    if (!isOwn(value, member)) rest = withMember(rest, member, value[member]);
  }
  return rest;
}
