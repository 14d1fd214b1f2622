/** A client of chat completions. */
import type OpenAI from "openai";
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { completionOf } from "./chat-order.ts";
import { mustBeCompletion } from "./chat-shape.ts";
import {
  type Call,
  type Choice,
  type Outcome,
  type Part,
  parameters,
  type Question,
  StreamError,
  type Tool,
} from "./question.ts";

type Params = OpenAI.ChatCompletionCreateParams;
type Message = OpenAI.ChatCompletionMessageParam;

export async function askChat(sdk: OpenAI, question: Question, streamed: boolean, loose: boolean): Promise<Outcome> {
  const messages = messagesOf(question);
  const body = { ...bodyOf(question, messages), ...question.fields };
  const options = question.signal === undefined ? {} : { signal: question.signal };
  if (!streamed) {
    const { data, response } = await sdk.chat.completions.create({ ...body, stream: false }, options).withResponse();
    mustBeCompletion(data as unknown as Json);
    return outcomeOf(data as unknown as Json, [], response.headers, messages);
  }
  const { data, response } = await sdk.chat.completions
    .create({ stream_options: { include_usage: true }, ...body, stream: true }, options)
    .withResponse();
  const events: Json[] = [];
  for await (const chunk of data) {
    const event = chunk as unknown as Json;
    if (isObject(event.error)) throw new StreamError(String(event.error.message), event.error.code as string | null);
    events.push(event);
  }
  const usageAsked = (body as Json).stream_options === undefined;
  const whole = completionOf(events, usageAsked, loose);
  if (usageAsked && !loose) mustBeCompletion(whole);
  return outcomeOf(whole, events, response.headers, messages);
}

function bodyOf(question: Question, messages: Message[]): Omit<Params, "stream"> {
  const { model, tools, choice, schema, logprobs } = question;
  return {
    model,
    messages,
    ...(tools && { tools: tools.map(toolOf) }),
    ...(choice && { tool_choice: choiceOf(choice) }),
    ...(schema && {
      response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: { ...schema } } },
    }),
    ...(logprobs && { logprobs: true, top_logprobs: 2 }),
  };
}

function messagesOf({ system, say, after, results = {} }: Question): Message[] {
  return [
    ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
    ...((after?.history ?? []) as unknown as Message[]),
    ...Object.entries(results).map(([tool_call_id, content]) => ({ role: "tool" as const, tool_call_id, content })),
    ...(say === undefined ? [] : [{ role: "user" as const, content: typeof say === "string" ? say : say.map(partOf) }]),
  ];
}

function partOf(part: Part): OpenAI.ChatCompletionContentPart {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: { url: part.url, ...(part.detail && { detail: part.detail }) } };
    case "file":
      return { type: "file", file: { filename: part.name, file_data: part.data } };
  }
}

function toolOf(tool: Tool): OpenAI.ChatCompletionTool {
  const { name } = tool;
  switch (tool.kind) {
    case "function": {
      const { description, strict } = tool;
      const more = { ...(description && { description }), ...(strict !== undefined && { strict }) };
      return { type: "function", function: { name, parameters, ...more } };
    }
    case "custom": {
      const { description, grammar: definition } = tool;
      const format = definition && {
        format: { type: "grammar" as const, grammar: { syntax: "lark" as const, definition } },
      };
      return { type: "custom", custom: { name, ...(description && { description }), ...format } };
    }
    case "namespace":
      throw new Error("chat completions have no namespaces");
  }
}

function choiceOf(choice: Choice): OpenAI.ChatCompletionToolChoiceOption {
  if (typeof choice === "string") return choice;
  if (choice.kind === "function") return { type: "function", function: { name: choice.name } };
  if (choice.kind === "custom") return { type: "custom", custom: { name: choice.name } };
  const tools = choice.functions.map((name) => ({ type: "function", function: { name } }));
  return { type: "allowed_tools", allowed_tools: { mode: choice.mode, tools } };
}

export function outcomeOf(
  whole: Json,
  events: readonly Json[],
  headers: Headers,
  messages: readonly Message[],
): Outcome {
  const completion = whole as unknown as OpenAI.ChatCompletion;
  const choice = completion.choices[0];
  if (choice === undefined) throw new Error(`no choice in ${JSON.stringify(whole)}`);
  const message = choice.message as OpenAI.ChatCompletionMessage & Json;
  const thoughts = message.reasoning_content ?? message.reasoning;
  const reasoning = (message.reasoning_items ?? []) as readonly Json[];
  const { usage } = completion;
  return {
    id: completion.id,
    model: completion.model,
    created: completion.created,
    text: message.content,
    refusal: message.refusal,
    calls: (message.tool_calls ?? []).map(callOf),
    thoughts: typeof thoughts === "string" ? thoughts.replace(/\s+/g, " ") : null,
    encrypted: reasoning.map(({ encrypted_content }) => encrypted_content as string).join() || null,
    ended:
      choice.finish_reason === "tool_calls"
        ? "calls"
        : choice.finish_reason === "function_call"
          ? "calls"
          : choice.finish_reason,
    usage: usage
      ? {
          input: usage.prompt_tokens,
          cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
          output: usage.completion_tokens,
          reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
        }
      : null,
    links: (message.annotations ?? []).map(({ url_citation: { url, title, start_index: start, end_index: end } }) => ({
      url,
      title,
      start,
      end,
    })),
    logprobs: (choice.logprobs?.content ?? []).map(({ token, logprob, top_logprobs }) => ({
      token,
      logprob,
      top: top_logprobs.map((top) => top.token),
    })),
    headers,
    history: [...messages, message] as unknown as readonly Json[],
    whole,
    events,
  };
}

function callOf(call: OpenAI.ChatCompletionMessageToolCall): Call {
  const { id } = call;
  return call.type === "custom"
    ? { kind: "custom", id, name: call.custom.name, namespace: null, input: call.custom.input }
    : { kind: "function", id, name: call.function.name, namespace: null, input: call.function.arguments };
}
