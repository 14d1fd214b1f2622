import { isObject, type JsonObject } from "./sse/json-object.ts";

/** `{"error":…}` as OpenAI has it, `{"type":"error"}` as Anthropic has it, `{"object":"error"}` as vLLM had it. */
export function isError(value: JsonObject): boolean {
  const { error } = value;
  return (
    isObject(error) || (typeof error === "string" && error !== "") || value.type === "error" || value.object === "error"
  );
}
