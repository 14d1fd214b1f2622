import { isObject } from "../../json/json-object.ts";
import { listIn, stringIn, wordIn } from "../../json/read.ts";
import type { Tool } from "../../model/tool.ts";
import { offeredTool } from "./offered-tool.ts";

/** The tools of a request, including those that items of its input add. */
export function toolsIn(tools: readonly unknown[], input: readonly unknown[]): readonly Tool[] {
  const found: Tool[] = [];
  if (tools.length > 0) pushTools(found, tools, "tools", null);
  for (let index = 0; index < input.length; index++) {
    const item = input[index];
    if (isObject(item) && (item.type === "additional_tools" || item.type === "tool_search_output")) {
      pushTools(found, listIn(item.tools), `input[${index}].tools`, null);
    }
  }
  return found;
}

function pushTools(found: Tool[], tools: readonly unknown[], place: string, namespace: string | null): void {
  for (const [index, tool] of tools.entries()) {
    if (isObject(tool) && tool.type === "namespace" && namespace === null) {
      pushTools(found, listIn(tool.tools), `${place}[${index}].tools`, stringIn(tool.name));
    } else found.push(toolIn(tool, namespace) ?? foreign(tool, `${place}[${index}]`));
  }
}

function toolIn(tool: unknown, namespace: string | null): Tool | null {
  if (!isObject(tool) || (tool.type !== "function" && tool.type !== "custom")) return null;
  const { type } = tool;
  // Some clients send tools in chat's form.
  const nested = isObject(tool[type]) ? tool[type] : null;
  const name = wordIn(tool.name) ?? (nested === null ? null : wordIn(nested.name));
  return name === null ? null : offeredTool(type, name, namespace, tool, nested);
}

function foreign(value: unknown, place: string): Tool {
  return { kind: "foreign", family: "openai", value, place };
}
