import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { stringIn } from "../../json/read.ts";

/**
 * A call of an MCP tool, which the API runs, with its output: no other protocol has the tool, but what it returned is part of
 * the conversation. null for all other items.
 */
export function remoteCall(item: JsonObject): string | null {
  if (item.type !== "mcp_call") return null;
  const { name, server_label: server, arguments: input, output, error } = item;
  const result = output ?? error ?? "";
  const text = typeof result === "string" ? result : jsonText(result);
  return `[The MCP tool ${stringIn(server)}.${stringIn(name)} was called with ${stringIn(input)} and returned:]\n${text}`;
}
