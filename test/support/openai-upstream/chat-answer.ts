/** An answer as `/chat/completions` gives it whole. */
import type OpenAI from "openai";
import type { Asked } from "./asked.ts";
import { type Answer, type Call, type Usage, wholeOf } from "./scenario.ts";
import { logprobsOf, type Stamp } from "./stamp.ts";

type Choice = OpenAI.ChatCompletion.Choice;

export function chatAnswer(asked: Asked, answer: Answer, stamp: Stamp) {
  return {
    id: `chatcmpl-${stamp.number}`,
    object: "chat.completion",
    created: stamp.created,
    model: stamp.model,
    choices: [
      {
        index: 0,
        message: messageOf(asked, answer),
        logprobs: logprobs(asked, answer),
        finish_reason: finishOf(asked, answer),
      },
    ],
    usage: usageOf(answer.usage),
    service_tier: "default",
    system_fingerprint: "fp_upstream",
    ...(answer.strange && { provider_note: { cached: true } }),
  } satisfies OpenAI.ChatCompletion & { provider_note?: unknown };
}

function messageOf({ legacy }: Asked, answer: Answer): OpenAI.ChatCompletionMessage {
  const texts = answer.output.filter((piece) => piece.kind === "text");
  const refusals = answer.output.filter((piece) => piece.kind === "refusal");
  const links = texts.flatMap((piece) => piece.links);
  const calls = callsOf(answer);
  const [call] = calls;
  return {
    role: "assistant",
    content: texts.length === 0 ? null : texts.map(wholeOf).join(""),
    refusal: refusals.length === 0 ? null : refusals.map(wholeOf).join(""),
    annotations: links.map(({ url, title, start, end }) => ({
      type: "url_citation",
      url_citation: { url, title, start_index: start, end_index: end },
    })),
    ...thoughtsOf(answer),
    ...(calls.length > 0 && !legacy && { tool_calls: calls.map(toolCall) }),
    ...(call !== undefined && legacy && { function_call: { name: call.name, arguments: wholeOf(call) } }),
    ...(answer.strange && { mood: "sunny" }),
  };
}

export function callsOf(answer: Answer): readonly Call[] {
  return answer.output.filter((piece): piece is Call => piece.kind === "function" || piece.kind === "custom");
}

/** The member with the reasoning is not part of the API; its name differs between servers. */
export function reasoningField(answer: Answer): "reasoning" | "reasoning_content" {
  return answer.habits.includes("reasoning") ? "reasoning" : "reasoning_content";
}

function thoughtsOf(answer: Answer): Readonly<Record<string, string>> {
  const thoughts = answer.output.filter((piece) => piece.kind === "reasoning");
  if (thoughts.length === 0) return {};
  const parts = thoughts.flatMap(({ summary }) => summary.map((deltas) => deltas.join("")));
  return { [reasoningField(answer)]: parts.join("\n\n") };
}

function toolCall(call: Call): OpenAI.ChatCompletionMessageToolCall {
  const { callId: id, name } = call;
  return call.kind === "custom"
    ? { id, type: "custom", custom: { name, input: wholeOf(call) } }
    : { id, type: "function", function: { name, arguments: wholeOf(call) } };
}

function logprobs(asked: Asked, answer: Answer): Choice["logprobs"] {
  if (!asked.logprobs) return null;
  const tokens = answer.output.filter((piece) => piece.kind === "text").flatMap((piece) => piece.deltas);
  return { content: logprobsOf(tokens), refusal: null };
}

export function finishOf({ legacy }: Asked, answer: Answer): Choice["finish_reason"] {
  if (answer.finish !== "stop") return answer.finish;
  if (legacy && callsOf(answer).length > 0) return "function_call";
  return callsOf(answer).length > 0 && !answer.habits.includes("calls finish with stop") ? "tool_calls" : "stop";
}

export function usageOf({ input, cached, output, reasoning }: Usage) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  } satisfies OpenAI.CompletionUsage;
}
