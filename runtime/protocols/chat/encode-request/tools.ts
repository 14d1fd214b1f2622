import { isObject, type JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import { addWarning } from "../../model/add-warning.ts";
import type { ClientTool, ForeignTool, Tool } from "../../model/tool.ts";
import { chatTool } from "./chat-tool.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";
import { leftOut } from "./warnings.ts";

export interface ChatTool {
  readonly tool: ClientTool;
  /** The name in chat. */
  readonly name: string;
  /** The tool as it is written into the body. */
  readonly chat: JsonObject;
}

const NONE: readonly ChatTool[] = [];

/** Encodes the tools, each once; those that a chat server cannot run are left out with a warning. */
export function offeredTools(
  tools: readonly Tool[],
  names: ToolNames,
  traits: ChatTraits,
  warnings: string[],
): readonly ChatTool[] {
  if (tools.length === 0) return NONE;
  // Plain names come first: they stay as they are, whatever names in a namespace are turned into.
  for (const tool of tools) if (tool.kind !== "foreign" && tool.namespace === null) names.define(tool);
  const offered: ChatTool[] = [];
  const seen = new Set<string>();
  for (const tool of tools) {
    if (tool.kind === "foreign") {
      addWarning(warnings, unavailable(tool, traits));
      continue;
    }
    const name = names.define(tool);
    if (seen.has(name)) continue;
    seen.add(name);
    offered.push({ tool, name, chat: chatTool(tool, name, traits) });
  }
  return offered;
}

function unavailable({ value, place }: ForeignTool, traits: ChatTraits): string {
  if (!isObject(value)) return `${place}: not a tool, left out`;
  return leftOut(`${place} (${wordIn(value.type) ?? "?"})`, traits);
}
