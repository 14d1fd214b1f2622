/** A client of the Responses API. */
import type OpenAI from "openai";
import type { Json } from "../../support/openai-upstream/rules.ts";
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
import { mustBeInOrder } from "./responses-order.ts";
import { mustBeResponse } from "./responses-shape.ts";

type Params = OpenAI.Responses.ResponseCreateParams;
type Input = OpenAI.Responses.ResponseInputItem;

export async function askResponses(
  sdk: OpenAI,
  question: Question,
  streamed: boolean,
  loose: boolean,
): Promise<Outcome> {
  const input = inputOf(question);
  const body = { ...bodyOf(question, input), ...question.fields };
  const options = question.signal === undefined ? {} : { signal: question.signal };
  if (!streamed) {
    const { data, response } = await sdk.responses.create({ ...body, stream: false }, options).withResponse();
    const { output_text, ...whole } = data as unknown as Json;
    mustBeResponse(whole);
    return outcomeOf(whole, [], response.headers, input);
  }
  const { data, response } = await sdk.responses.create({ ...body, stream: true }, options).withResponse();
  const events: Json[] = [];
  for await (const event of data) events.push(event as unknown as Json);
  const last = loose ? (events.at(-1) ?? {}) : mustBeInOrder(events);
  if (last.type === "error") throw new StreamError(String(last.message), last.code as string | null);
  return outcomeOf(last.response as Json, events, response.headers, input);
}

function bodyOf(question: Question, input: Input[]): Omit<Params, "stream"> {
  const { model, system, tools, choice, schema, logprobs } = question;
  return {
    model,
    input,
    store: false,
    include: ["reasoning.encrypted_content", ...(logprobs ? (["message.output_text.logprobs"] as const) : [])],
    ...(logprobs && { top_logprobs: 2 }),
    ...(system !== undefined && { instructions: system }),
    ...(tools && { tools: tools.map(toolOf) }),
    ...(choice && { tool_choice: choiceOf(choice) }),
    ...(schema && { text: { format: { type: "json_schema", name: "answer", strict: true, schema: { ...schema } } } }),
  };
}

function inputOf({ say, after, results = {} }: Question): Input[] {
  return [
    ...((after?.history ?? []) as unknown as Input[]),
    ...Object.entries(results).map(([call_id, output]): Input => {
      const custom = after?.calls.find(({ id }) => id === call_id)?.kind === "custom";
      return custom
        ? { type: "custom_tool_call_output", call_id, output }
        : { type: "function_call_output", call_id, output };
    }),
    ...(say === undefined ? [] : [{ role: "user" as const, content: typeof say === "string" ? say : say.map(partOf) }]),
  ];
}

function partOf(part: Part): OpenAI.Responses.ResponseInputContent {
  switch (part.kind) {
    case "text":
      return { type: "input_text", text: part.text };
    case "image":
      return { type: "input_image", image_url: part.url, detail: part.detail ?? "auto" };
    case "file":
      return { type: "input_file", filename: part.name, file_data: part.data };
  }
}

function toolOf(tool: Tool): OpenAI.Responses.Tool {
  const { name } = tool;
  switch (tool.kind) {
    case "function": {
      const { description, strict = false } = tool;
      return { type: "function", name, parameters, strict, ...(description && { description }) };
    }
    case "custom": {
      const { description, grammar: definition } = tool;
      const format = definition && { format: { type: "grammar" as const, syntax: "lark" as const, definition } };
      return { type: "custom", name, ...(description && { description }), ...format };
    }
    case "namespace": {
      const tools = tool.functions.map((each) => ({
        type: "function" as const,
        name: each,
        parameters,
        strict: false,
      }));
      return { type: "namespace", name, description: `The ${name} tools.`, tools };
    }
  }
}

function choiceOf(choice: Choice): NonNullable<Params["tool_choice"]> {
  if (typeof choice === "string") return choice;
  if (choice.kind !== "allowed") return { type: choice.kind, name: choice.name };
  return {
    type: "allowed_tools",
    mode: choice.mode,
    tools: choice.functions.map((name) => ({ type: "function", name })),
  };
}

export function outcomeOf(whole: Json, events: readonly Json[], headers: Headers, input: readonly Input[]): Outcome {
  const response = whole as unknown as OpenAI.Responses.Response;
  if (response.status === "failed") throw new StreamError(response.error?.message ?? "", response.error?.code ?? null);
  const { output, usage } = response;
  const parts = output.flatMap((item) => (item.type === "message" ? item.content : []));
  const texts = parts.filter((part) => part.type === "output_text");
  const refusals = parts.filter((part) => part.type === "refusal");
  const thoughts = output.filter((item) => item.type === "reasoning");
  const calls = output.flatMap(callsOf);
  const cause = response.incomplete_details?.reason;
  return {
    id: response.id,
    model: response.model,
    created: response.created_at,
    text: texts.length === 0 ? null : texts.map(({ text }) => text).join(""),
    refusal: refusals.length === 0 ? null : refusals.map(({ refusal }) => refusal).join(""),
    calls,
    thoughts:
      thoughts.length === 0
        ? null
        : thoughts
            .flatMap(({ summary }) => summary.map(({ text }) => text))
            .join(" ")
            .replace(/\s+/g, " "),
    encrypted: thoughts.map(({ encrypted_content }) => encrypted_content ?? "").join() || null,
    ended: endOf(response.status, cause, calls.length > 0),
    usage: usage
      ? {
          input: usage.input_tokens,
          cached: usage.input_tokens_details.cached_tokens,
          output: usage.output_tokens,
          reasoning: usage.output_tokens_details.reasoning_tokens,
        }
      : null,
    links: texts
      .flatMap(({ annotations }) => annotations)
      .filter((each) => each.type === "url_citation")
      .map(({ url, title, start_index: start, end_index: end }) => ({ url, title, start, end })),
    logprobs: texts
      .flatMap(({ logprobs = [] }) => logprobs)
      .map(({ token, logprob, top_logprobs }) => ({ token, logprob, top: top_logprobs.map((top) => top.token) })),
    headers,
    history: [...input, ...output] as unknown as readonly Json[],
    whole,
    events,
  };
}

function endOf(status: string | undefined, cause: string | undefined, called: boolean): Outcome["ended"] {
  if (status === "completed") return called ? "calls" : "stop";
  if (status !== "incomplete") throw new Error(`a response that ended as ${status}`);
  return cause === "content_filter" ? "content_filter" : "length";
}

function callsOf(item: OpenAI.Responses.ResponseOutputItem): readonly Call[] {
  if (item.type === "function_call")
    return [
      { kind: "function", id: item.call_id, name: item.name, namespace: item.namespace ?? null, input: item.arguments },
    ];
  if (item.type === "custom_tool_call")
    return [
      { kind: "custom", id: item.call_id, name: item.name, namespace: item.namespace ?? null, input: item.input },
    ];
  return [];
}
