import type { JsonObject } from "../../json/json-object.ts";
import type { AllowedTool, ToolChoice } from "../../model/tool.ts";

export function toolChoiceFor(choice: ToolChoice): unknown {
  switch (choice.kind) {
    case "one":
      return toolFor(choice.tool);
    case "some":
      return { type: "allowed_tools", mode: choice.required ? "required" : "auto", tools: choice.tools.map(toolFor) };
    case "foreign":
      return choice.value;
    default:
      return choice.kind;
  }
}

function toolFor(tool: AllowedTool): unknown {
  if (tool.kind === "foreign") return tool.value;
  const made: JsonObject = { type: tool.kind, name: tool.name };
  return tool.kind === "namespace" || tool.namespace === null ? made : { ...made, namespace: tool.namespace };
}
