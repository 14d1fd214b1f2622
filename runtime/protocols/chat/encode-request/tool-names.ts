import { hash } from "../../model/short-text.ts";
import type { OfferedTool, OfferedTools } from "../decode-answer/offered-tools.ts";

/** Maps tools to their names in chat, which has no namespaces. */
export interface ToolNames extends OfferedTools {
  /** Adds a tool and returns its name in chat. */
  define(tool: OfferedTool): string;
  /** The name in chat of a tool that was called earlier and may no longer be offered. */
  nameOf(name: string, namespace: string | null): string;
}

/** The API's limit. */
const LONGEST = 64;

export function createToolNames(): ToolNames {
  // Most requests offer no tools.
  let names: Map<string, string> | null = null;
  let tools: Map<string, OfferedTool> | null = null;

  const freeName = (name: string, namespace: string): string => {
    let found = flat(name, namespace, "");
    for (let salt = 1; tools?.has(found) === true; salt++) found = flat(name, namespace, String(salt));
    return found;
  };

  return {
    define(tool) {
      const { name, namespace } = tool;
      const key = keyOf(name, namespace);
      const known = names?.get(key);
      if (known !== undefined) return known;
      const found = namespace === null ? name : freeName(name, namespace);
      names ??= new Map();
      names.set(key, found);
      tools ??= new Map();
      if (!tools.has(found)) tools.set(found, tool);
      return found;
    },
    nameOf: (name, namespace) =>
      names?.get(keyOf(name, namespace)) ?? (namespace === null ? name : flat(name, namespace, "")),
    toolOf: (chatName) => tools?.get(chatName) ?? null,
  };
}

function keyOf(name: string, namespace: string | null): string {
  return namespace === null ? name : `${namespace}\n${name}`;
}

function flat(name: string, namespace: string, salt: string): string {
  const text = `${namespace}__${name}`.replace(/[^A-Za-z0-9_-]/g, "_");
  if (salt === "" && text.length <= LONGEST) return text;
  // The salt comes first: behind two names with the same hash, it would never tell them apart.
  const mark = `_${hash(`${salt}\n${namespace}\n${name}`)}`;
  return text.slice(0, LONGEST - mark.length) + mark;
}
