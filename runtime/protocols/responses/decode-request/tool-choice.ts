import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent, listIn, objectIn, stringIn, wordIn } from "../../json/read.ts";
import type { AllowedTool, ForeignChoice, ToolChoice, ToolReference } from "../../model/tool.ts";
import type { ClientParts } from "../encode-answer/client-parts.ts";

export function toolChoiceIn(choice: unknown, parts: ClientParts | null): ToolChoice | null {
  if (isAbsent(choice)) return null;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  if (!isObject(choice)) return foreign(choice);
  const { type, namespace } = choice;
  if (type === "function" || type === "custom") {
    // Some clients send the choice in chat's form.
    const name = wordIn(choice.name) ?? stringIn(objectIn(choice[type]).name);
    return { kind: "one", tool: { kind: type, name, namespace: wordIn(namespace) } };
  }
  if (type !== "allowed_tools") {
    const tool = ownReference(choice, parts);
    return tool === null ? foreign(choice) : { kind: "one", tool };
  }
  const tools = listIn(choice.tools)
    .filter(isObject)
    .map((entry) => ownReference(entry, parts) ?? allowedTool(entry));
  return { kind: "some", tools, required: choice.mode === "required" };
}

function allowedTool(entry: JsonObject): AllowedTool {
  const { type, name, namespace } = entry;
  if (type === "function" || type === "custom")
    return { kind: type, name: stringIn(name), namespace: wordIn(namespace) };
  return type === "namespace" && typeof name === "string" ? { kind: "namespace", name } : foreign(entry);
}

/** In all other protocols, the API's own tools that clients run are functions. */
function ownReference(entry: JsonObject, parts: ClientParts | null): ToolReference | null {
  const tool = parts?.ownTool({ execution: "client", ...entry }) ?? null;
  return tool === null ? null : { kind: "function", name: tool.name, namespace: null };
}

function foreign(value: unknown): ForeignChoice {
  return { kind: "foreign", family: "openai", value };
}
