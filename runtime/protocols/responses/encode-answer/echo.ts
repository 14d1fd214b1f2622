import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, objectIn } from "../../json/read.ts";

/** What a response repeats of its request, with the API's defaults for what the request did not set. */
export function echoOf(fields: JsonObject): JsonObject {
  const text = objectIn(fields.text);
  return {
    background: false,
    instructions: fields.instructions ?? null,
    max_output_tokens: fields.max_output_tokens ?? null,
    max_tool_calls: fields.max_tool_calls ?? null,
    metadata: isObject(fields.metadata) ? fields.metadata : {},
    parallel_tool_calls: fields.parallel_tool_calls ?? true,
    previous_response_id: fields.previous_response_id ?? null,
    prompt_cache_key: fields.prompt_cache_key ?? null,
    reasoning: { effort: null, summary: null, ...objectIn(fields.reasoning) },
    safety_identifier: fields.safety_identifier ?? null,
    store: fields.store ?? true,
    temperature: fields.temperature ?? 1,
    text: { ...text, format: text.format ?? { type: "text" } },
    tool_choice: fields.tool_choice ?? "auto",
    tools: listIn(fields.tools).map(echoedTool),
    top_logprobs: fields.top_logprobs ?? 0,
    top_p: fields.top_p ?? 1,
    truncation: fields.truncation ?? "disabled",
    user: fields.user ?? undefined,
  };
}

/** The API's schema requires these members of a function, and clients with typed models rely on them. */
function echoedTool(tool: unknown): unknown {
  if (!isObject(tool)) return tool;
  if (tool.type === "namespace") return { ...tool, tools: listIn(tool.tools).map(echoedTool) };
  return tool.type === "function" ? { parameters: null, strict: null, ...tool } : tool;
}
