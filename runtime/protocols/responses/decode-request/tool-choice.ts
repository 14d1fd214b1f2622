import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent, listIn, objectIn, stringIn, wordIn } from "../../json/read.ts";
import type { AllowedTool, ForeignChoice, ToolChoice } from "../../model/tool.ts";

export function toolChoiceIn(choice: unknown): ToolChoice | null {
  if (isAbsent(choice)) return null;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  if (!isObject(choice)) return foreign(choice);
  const { type, namespace } = choice;
  if (type === "function" || type === "custom") {
    // Some clients send the choice in chat's form.
    const name = wordIn(choice.name) ?? stringIn(objectIn(choice[type]).name);
    return { kind: "one", tool: { kind: type, name, namespace: wordIn(namespace) } };
  }
  if (type !== "allowed_tools") return foreign(choice);
  const tools = listIn(choice.tools).filter(isObject).map(allowedTool);
  return { kind: "some", tools, required: choice.mode === "required" };
}

function allowedTool(entry: JsonObject): AllowedTool {
  const { type, name, namespace } = entry;
  if (type === "function" || type === "custom")
    return { kind: type, name: stringIn(name), namespace: wordIn(namespace) };
  return type === "namespace" && typeof name === "string" ? { kind: "namespace", name } : foreign(entry);
}

function foreign(value: unknown): ForeignChoice {
  return { kind: "foreign", family: "openai", value };
}
