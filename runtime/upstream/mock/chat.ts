import { isObject, type JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn, listIn, objectIn } from "../../protocols/json/read.ts";
import { type Answer, eventAnswer, jsonAnswer } from "./answer.ts";
import { choicesOf, WRONG_CHOICES } from "./choices.ts";
import { missing, refusal } from "./failure.ts";
import { logprobsOf } from "./logprobs.ts";
import { replyOf } from "./reply.ts";
import type { Stamp } from "./stamp.ts";
import { type ToolCall, toolCallOf } from "./tools.ts";
import { chatUsage } from "./usage.ts";
import { type Cut, cutText, wordsOf } from "./words.ts";

type Output = { readonly kind: "text"; readonly cut: Cut } | { readonly kind: "call"; readonly call: ToolCall };

/** `POST /chat/completions`. `reply` null echoes the last user message. */
export function chatCompletion(body: JsonObject, reply: string | null, stamp: Stamp): Answer {
  if (body.messages === undefined) return missing("messages");
  const messages = listIn(body.messages).filter(isObject);
  if (messages.length === 0) {
    return refusal(400, "Invalid 'messages': expected a non-empty array of messages.", "messages", "invalid_type");
  }
  const choices = choicesOf(body);
  if (choices === null) return refusal(400, WRONG_CHOICES, "n", null);
  const call = toolCallOf(body, messages, stamp.number);
  const limit = integerIn(body.max_completion_tokens) ?? integerIn(body.max_tokens);
  const output: Output =
    call === null
      ? { kind: "text", cut: cutText(replyOf(body, messages, reply), stopsOf(body.stop), limit) }
      : { kind: "call", call };
  const text = output.kind === "text" ? output.cut.text : output.call.input;
  const usage = chatUsage(body, messages, wordsOf(text).length * choices);
  const tier = typeof body.service_tier === "string" && body.service_tier !== "auto" ? body.service_tier : "default";
  const base = (object: string) => ({
    id: `chatcmpl-mock-${stamp.number}`,
    object,
    created: stamp.created,
    model: body.model,
    service_tier: tier,
    system_fingerprint: "fp_mock",
  });
  return body.stream === true
    ? streamed(body, output, choices, base("chat.completion.chunk"), usage)
    : whole(body, output, choices, base("chat.completion"), usage);
}

function whole(body: JsonObject, output: Output, choices: number, base: JsonObject, usage: JsonObject): Answer {
  const message =
    output.kind === "text" ? { content: output.cut.text } : { content: null, tool_calls: [output.call.complete()] };
  return jsonAnswer(200, {
    ...base,
    choices: Array.from({ length: choices }, (_, index) => ({
      index,
      message: { role: "assistant", ...message, refusal: null, annotations: [] },
      logprobs: output.kind === "text" ? logprobsOf(body, wordsOf(output.cut.text)) : null,
      finish_reason: finishOf(output),
    })),
    usage,
  });
}

function streamed(body: JsonObject, output: Output, choices: number, base: JsonObject, usage: JsonObject): Answer {
  const includeUsage = objectIn(body.stream_options).include_usage === true;
  const extra = includeUsage ? { usage: null } : {};
  const forEach = (delta: JsonObject, finish: string | null = null, logprobs: JsonObject | null = null) =>
    Array.from({ length: choices }, (_, index) => ({
      ...base,
      choices: [{ index, delta, logprobs, finish_reason: finish }],
      ...extra,
    }));

  const opening =
    output.kind === "text"
      ? [forEach({ role: "assistant", content: "", refusal: null })]
      : [
          forEach({ role: "assistant", content: null, refusal: null }),
          forEach({ tool_calls: [output.call.opening()] }),
        ];
  const words =
    output.kind === "text"
      ? wordsOf(output.cut.text).map((word) => forEach({ content: word }, null, logprobsOf(body, [word])))
      : output.call.pieces().map((piece) => forEach({ tool_calls: [piece] }));
  const closing = [...forEach({}, finishOf(output)), ...(includeUsage ? [{ ...base, choices: [], usage }] : [])];
  return eventAnswer(opening.flat(), words, closing);
}

function finishOf(output: Output): string {
  return output.kind === "text" ? output.cut.finish : "tool_calls";
}

function stopsOf(stop: unknown): readonly string[] {
  return (Array.isArray(stop) ? stop : [stop]).filter((text) => typeof text === "string");
}
