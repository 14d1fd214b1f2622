import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { asksForFunctions } from "./tools.ts";

/** `tool_choice`, or `function_call` as it was before; undefined where the client leaves it to the API. */
export function toolChoiceOf(fields: JsonObject): unknown {
  const { tool_choice: choice, function_call: called } = fields;
  if (choice !== undefined && choice !== null) return choiceOf(choice);
  if (!asksForFunctions(fields) || called === undefined || called === null) return undefined;
  return isObject(called) ? { ...called, type: "function" } : called;
}

function choiceOf(choice: unknown): unknown {
  if (!isObject(choice)) return choice;
  const { allowed_tools: allowed, ...rest } = choice;
  if (!isObject(allowed)) return named(choice);
  const { tools } = allowed;
  return { ...rest, ...allowed, ...(Array.isArray(tools) ? { tools: tools.map(named) } : {}) };
}

/** `{type, function: {name}}` is `{type, name}` here. */
function named(choice: unknown): unknown {
  if (!isObject(choice)) return choice;
  const { function: called, custom, ...rest } = choice;
  if (isObject(called)) return { ...rest, type: "function", name: called.name };
  return isObject(custom) ? { ...rest, type: "custom", name: custom.name } : choice;
}
