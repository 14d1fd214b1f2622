import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, textOf, wordOf } from "../json.ts";
import { customTool, functionTool } from "./chat-tool.ts";
import { createToolNames, type ToolIdentity, type ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

export interface OfferedTools {
  readonly tools: readonly OfferedTool[];
  readonly names: ToolNames;
  readonly warnings: readonly string[];
}

export interface OfferedTool {
  readonly identity: ToolIdentity;
  /** As the chat body has it. */
  readonly chat: JsonObject;
}

/** A tool of the request, before its name in chat is settled. */
interface Found {
  readonly identity: ToolIdentity;
  readonly tool: JsonObject;
}

/** The tools that a request offers, those that items of its input add included. */
export function offeredTools(fields: JsonObject, traits: ChatTraits): OfferedTools {
  const warnings: string[] = [];
  const found: Found[] = [];
  const add = (tools: readonly unknown[], place: string, namespace: string | null): void => {
    for (const [index, tool] of tools.entries()) {
      const at = `${place}[${index}]`;
      if (!isObject(tool)) warnings.push(`${at}: not a tool, left out`);
      else if (tool.type === "namespace" && namespace === null)
        add(listOf(tool.tools), `${at}.tools`, textOf(tool.name));
      else {
        const identity = identityOf(tool, namespace);
        if (identity !== null) found.push({ identity, tool });
        else warnings.push(`${at} (${wordOf(tool.type) ?? "?"}): not available at ${traits.name}, left out`);
      }
    }
  };
  add(listOf(fields.tools), "tools", null);
  for (const [index, item] of listOf(fields.input).entries()) {
    if (isObject(item) && ADDS_TOOLS.has(item.type)) add(listOf(item.tools), `input[${index}].tools`, null);
  }
  return { ...settled(found, traits), warnings };
}

/** Items by which tools come in later on. */
const ADDS_TOOLS: ReadonlySet<unknown> = new Set(["additional_tools", "tool_search_output"]);

function identityOf(tool: JsonObject, namespace: string | null): ToolIdentity | null {
  if (tool.type !== "function" && tool.type !== "custom") return null;
  // Some clients send tools as chat has them.
  const inner = tool[tool.type];
  const name = wordOf(tool.name) ?? (isObject(inner) ? wordOf(inner.name) : null);
  return name === null ? null : { kind: tool.type, name, namespace };
}

/** Plain names come first: they stay as they are, whatever a namespace makes of its own. */
function settled(found: readonly Found[], traits: ChatTraits): Pick<OfferedTools, "tools" | "names"> {
  const names = createToolNames();
  for (const { identity } of found) if (identity.namespace === null) names.define(identity);
  const seen = new Set<string>();
  const tools: OfferedTool[] = [];
  for (const { identity, tool } of found) {
    const name = names.define(identity);
    if (seen.has(name)) continue;
    seen.add(name);
    const chat = identity.kind === "function" ? functionTool(tool, name) : customTool(tool, name, traits.customTools);
    tools.push({ identity, chat });
  }
  return { tools, names };
}
