import fc from "fast-check";
import type {
  Response,
  ResponseCustomToolCall,
  ResponseFunctionToolCall,
  ResponseFunctionWebSearch,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseOutputText,
  ResponseReasoningItem,
} from "openai/resources/responses/responses";
import { eventsOf, type StreamedResponse } from "./responses-stream.ts";

const text = fc.string({ unit: "grapheme", maxLength: 30 });
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const encrypted = fc.oneof(fc.constant(null), word);

const annotation: fc.Arbitrary<ResponseOutputText["annotations"][number]> = fc.oneof(
  fc.record({
    type: fc.constant("url_citation" as const),
    start_index: fc.nat(),
    end_index: fc.nat(),
    title: text,
    url: fc.webUrl(),
  }),
  fc.record({ type: fc.constant("file_citation" as const), file_id: word, filename: word, index: fc.nat() }),
);
const token = fc.record({ token: text, bytes: fc.array(fc.nat(255), { maxLength: 3 }), logprob: fc.constant(-0.5) });
const logprob = fc
  .tuple(token, fc.array(token, { maxLength: 2 }))
  .map(([own, top_logprobs]) => ({ ...own, top_logprobs }));

const outputText: fc.Arbitrary<ResponseOutputText> = fc.record({
  type: fc.constant("output_text" as const),
  text,
  annotations: fc.array(annotation, { maxLength: 2 }),
  logprobs: fc.array(logprob, { maxLength: 4 }),
});
const refusal = fc.record({ type: fc.constant("refusal" as const), refusal: text });

type Item<T> = Omit<T, "id">;
const message: fc.Arbitrary<Item<ResponseOutputMessage>> = fc.record({
  type: fc.constant("message" as const),
  role: fc.constant("assistant" as const),
  status: fc.constantFrom("completed" as const, "incomplete" as const),
  content: fc.array(fc.oneof({ weight: 3, arbitrary: outputText }, refusal), { maxLength: 3 }),
});
const reasoning: fc.Arbitrary<Item<ResponseReasoningItem>> = fc.record({
  type: fc.constant("reasoning" as const),
  summary: fc.array(fc.record({ type: fc.constant("summary_text" as const), text }), { maxLength: 3 }),
  content: fc.array(fc.record({ type: fc.constant("reasoning_text" as const), text }), { maxLength: 2 }),
  encrypted_content: encrypted,
});
const functionCall: fc.Arbitrary<Item<ResponseFunctionToolCall>> = fc.record({
  type: fc.constant("function_call" as const),
  name: word,
  arguments: fc.oneof(fc.json(), text),
  call_id: word,
  status: fc.constant("completed" as const),
});
const customCall: fc.Arbitrary<Item<ResponseCustomToolCall>> = fc.record({
  type: fc.constant("custom_tool_call" as const),
  name: word,
  input: text,
  call_id: word,
});
const searchCall: fc.Arbitrary<Item<ResponseFunctionWebSearch>> = fc.record({
  type: fc.constant("web_search_call" as const),
  status: fc.constant("completed" as const),
  action: fc.constant({ type: "search" as const, query: "weather" }),
});

/** Each has an id of its own, as the API gives it. */
const output: fc.Arbitrary<ResponseOutputItem[]> = fc
  .array(fc.oneof(message, reasoning, functionCall, customCall, searchCall), { maxLength: 5 })
  .map((items) => items.map((item, n): ResponseOutputItem => ({ ...item, id: `item_${n}` })));

export const responses: fc.Arbitrary<Response> = fc
  .record({
    id: word.map((id) => `resp_${id}`),
    created_at: fc.nat(),
    model: word,
    output,
    status: fc.constantFrom("completed" as const, "incomplete" as const),
    reason: fc.constantFrom("max_output_tokens" as const, "content_filter" as const),
    service_tier: fc.constantFrom(null, "default" as const, "priority" as const),
    usage: fc.option(
      fc.record({
        input_tokens: fc.nat(),
        input_tokens_details: fc.record({ cached_tokens: fc.nat(), cache_write_tokens: fc.nat() }),
        output_tokens: fc.nat(),
        output_tokens_details: fc.record({ reasoning_tokens: fc.nat() }),
        total_tokens: fc.nat(),
      }),
      { nil: undefined },
    ),
  })
  .map(({ reason, usage, ...rest }) => ({
    ...rest,
    ...(usage === undefined ? {} : { usage }),
    object: "response" as const,
    output_text: "",
    error: null,
    incomplete_details: rest.status === "incomplete" ? { reason } : null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto" as const,
    tools: [],
    top_p: 1,
  }));

export const streamedResponses: fc.Arbitrary<StreamedResponse> = fc
  .tuple(responses, fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }))
  .map(([response, dice]) => ({ response, events: eventsOf(response, dice) }));
