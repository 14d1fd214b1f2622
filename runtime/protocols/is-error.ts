import { isObject, type JsonObject } from "./json/json-object.ts";

/** `{"error":…}` (OpenAI), `{"type":"error"}` (Anthropic), `{"object":"error"}` (older versions of vLLM). */
export function isError(value: JsonObject): boolean {
  const { error } = value;
  return (
    isObject(error) || (typeof error === "string" && error !== "") || value.type === "error" || value.object === "error"
  );
}
