import { isObject, type JsonObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import type { AllowedTool, ForeignChoice, ToolChoice, ToolReference } from "../../model/tool.ts";

/** `tool_choice`, or the older `function_call`. */
export function toolChoiceIn(
  { tool_choice: choice, function_call: called }: JsonObject,
  legacy: boolean,
): ToolChoice | null {
  if (!isAbsent(choice)) return choiceIn(choice);
  if (!legacy || isAbsent(called)) return null;
  if (!isObject(called)) return wordChoice(called);
  const { name } = called;
  return typeof name === "string" ? { kind: "one", tool: reference("function", name) } : foreign(called);
}

function choiceIn(choice: unknown): ToolChoice {
  if (!isObject(choice)) return wordChoice(choice);
  const { allowed_tools: allowed } = choice;
  if (!isObject(allowed)) {
    const tool = referenceIn(choice);
    return tool === null ? foreign(choice) : { kind: "one", tool };
  }
  const { tools, mode } = allowed;
  if (!Array.isArray(tools)) return foreign(choice);
  return {
    kind: "some",
    tools: tools.map((tool): AllowedTool => referenceIn(tool) ?? foreign(tool)),
    required: mode === "required",
  };
}

function wordChoice(word: unknown): ToolChoice {
  return word === "auto" || word === "none" || word === "required" ? { kind: word } : foreign(word);
}

/** `{type: "function", function: {name}}`, or the same for a custom tool. */
function referenceIn(choice: unknown): ToolReference | null {
  if (!isObject(choice)) return null;
  const { function: called, custom } = choice;
  if (isObject(called)) return typeof called.name === "string" ? reference("function", called.name) : null;
  return isObject(custom) && typeof custom.name === "string" ? reference("custom", custom.name) : null;
}

function reference(kind: ToolReference["kind"], name: string): ToolReference {
  return { kind, name, namespace: null };
}

function foreign(value: unknown): ForeignChoice {
  return { kind: "foreign", family: "openai", value };
}
