import type {
  Response,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseOutputText,
} from "openai/resources/responses/responses";

/** A response that completed with these items. */
export function responseOf(output: ResponseOutputItem[], rest: Partial<Response> = {}): Response {
  return {
    id: "resp_1",
    object: "response",
    created_at: 1_750_000_000,
    status: "completed",
    model: "gpt-5-2025-08-07",
    output,
    output_text: "",
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    ...rest,
  };
}

export function messageOf(content: ResponseOutputMessage["content"], id = "msg_1"): ResponseOutputMessage {
  return { type: "message", id, role: "assistant", status: "completed", content };
}

export function textPart(text: string, rest: Partial<ResponseOutputText> = {}): ResponseOutputText {
  return { type: "output_text", text, annotations: [], ...rest };
}
