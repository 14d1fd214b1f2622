import { isObject } from "../../json/json-object.ts";
import { listIn, stringIn, wordIn } from "../../json/read.ts";
import type { Tool } from "../../model/tool.ts";
import type { ClientParts } from "../encode-answer/client-parts.ts";
import { offeredTool } from "./offered-tool.ts";

/** The tools of a request, including those that items of its input add. */
export function toolsIn(
  tools: readonly unknown[],
  input: readonly unknown[],
  parts: ClientParts | null,
): readonly Tool[] {
  const found: Tool[] = [];
  if (tools.length > 0) pushTools(found, tools, "tools", null, parts);
  for (let index = 0; index < input.length; index++) {
    const item = input[index];
    if (isObject(item) && (item.type === "additional_tools" || item.type === "tool_search_output")) {
      pushTools(found, listIn(item.tools), `input[${index}].tools`, null, parts);
    }
  }
  return found;
}

function pushTools(
  found: Tool[],
  tools: readonly unknown[],
  place: string,
  namespace: string | null,
  parts: ClientParts | null,
): void {
  for (const [index, tool] of tools.entries()) {
    if (isObject(tool) && tool.type === "namespace" && namespace === null) {
      pushTools(found, listIn(tool.tools), `${place}[${index}].tools`, stringIn(tool.name), parts);
    } else found.push(toolIn(tool, namespace, parts) ?? foreign(tool, `${place}[${index}]`));
  }
}

function toolIn(tool: unknown, namespace: string | null, parts: ClientParts | null): Tool | null {
  if (!isObject(tool)) return null;
  if (tool.type !== "function" && tool.type !== "custom") return parts?.ownTool(tool) ?? null;
  const { type } = tool;
  // Some clients send tools in chat's form.
  const nested = isObject(tool[type]) ? tool[type] : null;
  const name = wordIn(tool.name) ?? (nested === null ? null : wordIn(nested.name));
  return name === null ? null : offeredTool(type, name, namespace, tool, nested);
}

function foreign(value: unknown, place: string): Tool {
  return { kind: "foreign", family: "openai", value, place };
}
