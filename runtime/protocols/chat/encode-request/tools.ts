import { wordIn } from "../../json/read.ts";
import type { ClientTool, ForeignTool, Tool } from "../../model/tool.ts";
import { isObject, type JsonObject } from "../../sse/json-object.ts";
import { chatTool } from "./chat-tool.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";
import { leftOut } from "./warnings.ts";

export interface ChatTool {
  readonly tool: ClientTool;
  /** In chat. */
  readonly name: string;
  /** As the body has it. */
  readonly chat: JsonObject;
}

const NONE: readonly ChatTool[] = [];

/** The tools as chat has them, each once; what a chat server does not run is left out with a warning. */
export function offeredTools(
  tools: readonly Tool[],
  names: ToolNames,
  traits: ChatTraits,
  warnings: string[],
): readonly ChatTool[] {
  if (tools.length === 0) return NONE;
  // Plain names come first: they stay as they are, whatever becomes of those in a namespace.
  for (const tool of tools) if (tool.kind !== "foreign" && tool.namespace === null) names.define(tool);
  const offered: ChatTool[] = [];
  const seen = new Set<string>();
  for (const tool of tools) {
    if (tool.kind === "foreign") {
      warnings.push(unavailable(tool, traits));
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
