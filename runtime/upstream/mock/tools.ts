import { isObject, type JsonObject } from "../../protocols/json/json-object.ts";
import { listIn, objectIn, textIn } from "../../protocols/json/read.ts";
import { sampleOf } from "./schema-sample.ts";

/** A tool call in the forms that chat completions needs: complete, and as deltas. */
export interface ToolCall {
  /** JSON arguments, or the free text of a custom tool. */
  readonly input: string;
  complete(): JsonObject;
  opening(): JsonObject;
  pieces(): readonly JsonObject[];
}

/** Calls a tool if the client offers one, allows it, and has not yet sent its result; else null. */
export function toolCallOf(body: JsonObject, messages: readonly JsonObject[], number: number): ToolCall | null {
  const offered = listIn(body.tools).filter(isObject);
  const last = messages.findLast((message) => message.role === "user" || message.role === "tool");
  if (body.tool_choice === "none" || last?.role === "tool") return null;
  const wanted = nameOf(objectIn(body.tool_choice));
  const tool = wanted === null ? offered[0] : offered.find((candidate) => nameOf(candidate) === wanted);
  return tool === undefined ? null : callOf(tool, `call_mock_${number}`);
}

function callOf(tool: JsonObject, id: string): ToolCall {
  const type = tool.type === "custom" ? "custom" : "function";
  const field = type === "custom" ? "input" : "arguments";
  const name = nameOf(tool) ?? "";
  const input = type === "custom" ? "text" : JSON.stringify(sampleOf(objectIn(tool.function).parameters ?? EMPTY));
  const withInput = (text: string) => ({ [type]: { name, [field]: text } });
  return {
    input,
    complete: () => ({ id, type, ...withInput(input) }),
    opening: () => ({ index: 0, id, type, ...withInput("") }),
    pieces: () => (input.match(/.{1,12}/gsu) ?? []).map((text) => ({ index: 0, [type]: { [field]: text } })),
  };
}

const EMPTY = { type: "object", properties: {} };

function nameOf(tool: JsonObject): string | null {
  return textIn(objectIn(tool.function).name) ?? textIn(objectIn(tool.custom).name);
}
