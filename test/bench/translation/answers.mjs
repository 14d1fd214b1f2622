/** What the bench's upstream says, in both protocols: the same answer whole, and as events. */

const WORDS = "The quick brown fox jumps over the lazy dog and thinks of switching tracks at the next turnout ".repeat(
  5,
);
const USAGE = {
  input_tokens: 250,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 90,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 340,
};
const CHAT_USAGE = { prompt_tokens: 250, completion_tokens: 90, total_tokens: 340 };
const MESSAGE = { id: "msg_0123456789", type: "message", status: "completed", role: "assistant" };
const RESPONSE = {
  id: "resp_0123456789abcdef",
  object: "response",
  created_at: 1700000000,
  model: "gpt-4o",
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  store: true,
  temperature: 1,
  text: { format: { type: "text" } },
  tool_choice: "auto",
  tools: [],
  top_p: 1,
  truncation: "disabled",
};

const part = (text) => ({ type: "output_text", text, annotations: [], logprobs: [] });
const whole = (text) => ({
  ...RESPONSE,
  status: "completed",
  output: [{ ...MESSAGE, content: [part(text)] }],
  usage: USAGE,
});

export const chatWhole = JSON.stringify({
  id: "chatcmpl-0123456789",
  object: "chat.completion",
  created: 1700000000,
  model: "gpt-4o",
  choices: [
    { index: 0, message: { role: "assistant", content: WORDS, refusal: null }, logprobs: null, finish_reason: "stop" },
  ],
  usage: CHAT_USAGE,
});
export const responsesWhole = JSON.stringify(whole(WORDS));

/** The events of a chat stream with so many deltas. */
export function chatEvents(count) {
  const chunk = (choices, usage = null) =>
    `data: ${JSON.stringify({ id: "chatcmpl-0123456789", object: "chat.completion.chunk", created: 1700000000, model: "gpt-4o", choices, usage })}\n\n`;
  const choice = (delta, finish_reason = null) => [{ index: 0, delta, logprobs: null, finish_reason }];
  const events = [chunk(choice({ role: "assistant", content: "", refusal: null }))];
  for (let i = 0; i < count; i++) events.push(chunk(choice({ content: ` word${i % 10}` })));
  events.push(chunk(choice({}, "stop")), chunk([], CHAT_USAGE), "data: [DONE]\n\n");
  return events;
}

/** The events of a Responses stream with so many deltas. */
export function responsesEvents(count) {
  let sequence_number = 0;
  const event = (type, fields) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...fields })}\n\n`;
  const place = { item_id: MESSAGE.id, output_index: 0, content_index: 0 };
  const begun = { ...RESPONSE, status: "in_progress", output: [], usage: null };
  let text = "";
  const events = [
    event("response.created", { response: begun }),
    event("response.in_progress", { response: begun }),
    event("response.output_item.added", { output_index: 0, item: { ...MESSAGE, status: "in_progress", content: [] } }),
    event("response.content_part.added", { ...place, part: part("") }),
  ];
  for (let i = 0; i < count; i++) {
    const delta = ` word${i % 10}`;
    text += delta;
    events.push(event("response.output_text.delta", { ...place, delta, logprobs: [], obfuscation: "aB3dE5" }));
  }
  events.push(
    event("response.output_text.done", { ...place, text, logprobs: [] }),
    event("response.content_part.done", { ...place, part: part(text) }),
    event("response.output_item.done", { output_index: 0, item: { ...MESSAGE, content: [part(text)] } }),
    event("response.completed", { response: whole(text) }),
  );
  return events;
}
