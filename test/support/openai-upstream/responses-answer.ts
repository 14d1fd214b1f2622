/** An answer as `/responses` gives it whole. */
import type OpenAI from "openai";
import type { Asked } from "./asked.ts";
import type { ErrorBody } from "./fault.ts";
import { thoughtId } from "./reasoning.ts";
import { isObject, type Json } from "./rules.ts";
import { type Answer, type Piece, wholeOf } from "./scenario.ts";
import { logprobsOf, type Stamp } from "./stamp.ts";

/** As it goes over the wire: `output_text` is of the SDK's making. */
export type ResponseBody = Omit<OpenAI.Responses.Response, "output_text">;
type Item = OpenAI.Responses.ResponseOutputItem;

export function responsesAnswer(asked: Asked, answer: Answer, stamp: Stamp): ResponseBody {
  const output = itemsOf(asked, answer, stamp);
  const ended = answer.finish === "stop" ? "completed" : "incomplete";
  const { input, cached, output: written, reasoning } = answer.usage;
  return {
    ...opened(asked, stamp),
    status: ended,
    completed_at: stamp.created + 1,
    incomplete_details:
      answer.finish === "stop" ? null : { reason: answer.finish === "length" ? "max_output_tokens" : "content_filter" },
    output: answer.strange ? [strangeItem as unknown as Item, ...output] : [...output],
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
      output_tokens: written,
      output_tokens_details: { reasoning_tokens: reasoning },
      total_tokens: input + written,
    },
  };
}

/** A kind of item that no SDK knows. */
export const strangeItem = { id: "zz_1", type: "telepathy_call", status: "completed", thought: { of: [1, null] } };

/** A response that has begun and said nothing yet; it tells what it was asked for. */
export function opened(asked: Asked, stamp: Stamp): ResponseBody {
  const { fields } = asked;
  const given = <K extends keyof ResponseBody>(name: K, usual: ResponseBody[K]) =>
    (fields[name] ?? usual) as Exclude<ResponseBody[K], undefined>;
  const reasoning = isObject(fields.reasoning) ? fields.reasoning : {};
  const text = isObject(fields.text) ? fields.text : {};
  return {
    id: `resp_upstream${stamp.number}`,
    object: "response",
    created_at: stamp.created,
    status: "in_progress",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: given("instructions", null),
    max_output_tokens: given("max_output_tokens", null),
    model: stamp.model,
    output: [],
    parallel_tool_calls: given("parallel_tool_calls", true),
    previous_response_id: given("previous_response_id", null),
    reasoning: { effort: null, summary: null, ...reasoning },
    service_tier: "default",
    temperature: given("temperature", 1),
    text: { format: { type: "text" }, verbosity: "medium", ...text },
    tool_choice: given("tool_choice", "auto"),
    tools: given("tools", []),
    top_logprobs: given("top_logprobs", 0),
    top_p: given("top_p", 1),
    truncation: given("truncation", "disabled"),
    metadata: given("metadata", {}),
    ...(typeof fields.user === "string" && { user: fields.user }),
    ...{ store: fields.store ?? true },
  };
}

export function failedResponse(response: ResponseBody, error: ErrorBody): Json {
  return { ...response, status: "failed", error: { code: error.code, message: error.message } };
}

export function itemsOf(asked: Asked, answer: Answer, stamp: Stamp): readonly Item[] {
  const status = answer.finish === "stop" ? "completed" : "incomplete";
  return answer.output.map((piece, i) => ({
    ...itemOf(piece, `${stamp.number}_${i}`, status, asked),
    ...(answer.strange && { mood: "sunny" }),
  }));
}

function itemOf(piece: Piece, id: string, status: "completed" | "incomplete", asked: Asked): Item {
  switch (piece.kind) {
    case "reasoning":
      return {
        id: thoughtId,
        type: "reasoning",
        summary: piece.summary.map((deltas) => ({ type: "summary_text", text: deltas.join("") })),
        ...(piece.encrypted !== null && { encrypted_content: piece.encrypted }),
      };
    case "text":
    case "refusal":
      return { id: `msg_${id}`, type: "message", role: "assistant", status, content: [partOf(piece, asked)] };
    case "function":
      return {
        id: `fc_${id}`,
        type: "function_call",
        status,
        call_id: piece.callId,
        name: piece.name,
        ...(piece.namespace !== null && { namespace: piece.namespace }),
        arguments: wholeOf(piece),
      };
    case "custom":
      return {
        id: `ctc_${id}`,
        type: "custom_tool_call",
        call_id: piece.callId,
        name: piece.name,
        ...(piece.namespace !== null && { namespace: piece.namespace }),
        input: wholeOf(piece),
        ...{ status },
      };
  }
}

export function partOf(piece: Extract<Piece, { kind: "text" | "refusal" }>, { logprobs }: Asked) {
  if (piece.kind === "refusal") return { type: "refusal", refusal: wholeOf(piece) } as const;
  return {
    type: "output_text",
    text: wholeOf(piece),
    annotations: piece.links.map(({ url, title, start, end }) => ({
      type: "url_citation" as const,
      url,
      title,
      start_index: start,
      end_index: end,
    })),
    logprobs: logprobs ? logprobsOf(piece.deltas) : [],
  } as const satisfies OpenAI.Responses.ResponseOutputText;
}
