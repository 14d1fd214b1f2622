import type { JsonObject } from "../../json/json-object.ts";

/** Members of the response, in the form of its first event. */
const ID = /"response"\s*:\s*\{\s*"id"\s*:\s*"([\w-]+)"/;
const CREATED = /"created_at"\s*:\s*(\d{1,12})/;
const MODEL = /"model"\s*:\s*"([\w.:/@-]+)"/;

/**
 * The failed response of a stream that broke off; `bytes` contain the stream's start. Clients with typed models cannot read
 * a response without the members that the API always sends, and so would not see the error.
 */
export function failedResponse(bytes: Buffer, error: JsonObject): JsonObject {
  const text = bytes.toString("latin1");
  return {
    id: ID.exec(text)?.[1] ?? "resp_failed",
    object: "response",
    created_at: Number(CREATED.exec(text)?.[1] ?? 0),
    status: "failed",
    error,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: MODEL.exec(text)?.[1] ?? "",
    output: [],
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: "auto",
    tools: [],
    top_p: null,
  };
}
