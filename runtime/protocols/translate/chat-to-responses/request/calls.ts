import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** What a conversation has called so far, for the results that follow. */
export interface Calls {
  /** The item of one of an assistant message's `tool_calls`. */
  tool(call: unknown): unknown;
  /** The item of a `function_call`; it has no id, so it gets one, the same each time that the conversation is sent. */
  legacy(call: JsonObject): JsonObject;
  /** What results of the call with this id are called. */
  outputType(id: unknown): "function_call_output" | "custom_tool_call_output";
  /** The id of the last `function_call` to a name. */
  idOf(name: unknown): string;
}

export function trackCalls(): Calls {
  const custom = new Set<unknown>();
  const legacy = new Map<unknown, string>();
  let count = 0;
  return {
    tool(call) {
      if (!isObject(call)) return call;
      const { id: call_id, function: called } = call;
      if (isObject(called)) return functionCall(call_id, called);
      if (!isObject(call.custom)) return call;
      custom.add(call_id);
      return { type: "custom_tool_call", call_id, ...call.custom };
    },
    legacy(call) {
      const id = `call_function_${count++}`;
      legacy.set(call.name, id);
      return functionCall(id, call);
    },
    outputType: (id) => (custom.has(id) ? "custom_tool_call_output" : "function_call_output"),
    idOf: (name) => legacy.get(name) ?? "call_function_0",
  };
}

function functionCall(call_id: unknown, called: JsonObject): JsonObject {
  return { type: "function_call", call_id, ...called, arguments: argumentsText(called.arguments) };
}

/** Some clients send the arguments as the object that they are. */
function argumentsText(given: unknown): unknown {
  if (!isObject(given)) return given ?? "";
  try {
    return JSON.stringify(given);
  } catch {
    // JSON.parse reads any depth; JSON.stringify needs a stack for it.
    return given;
  }
}
