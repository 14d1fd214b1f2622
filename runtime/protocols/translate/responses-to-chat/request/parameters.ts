import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { defined, listOf, objectOf } from "../json.ts";
import type { ChatTraits } from "./traits.ts";

export interface Parameters {
  readonly fields: JsonObject;
  readonly warnings: readonly string[];
}

/** Fields of /responses that are said otherwise in chat, or not at all; any other goes as it came. */
const OWN: ReadonlySet<string> = new Set([
  "background",
  "client_metadata",
  "context_management",
  "conversation",
  "include",
  "input",
  "instructions",
  "max_output_tokens",
  "max_tool_calls",
  "messages",
  "metadata",
  "model",
  "parallel_tool_calls",
  "previous_response_id",
  "prompt",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "reasoning",
  "safety_identifier",
  "service_tier",
  "store",
  "stream",
  "stream_options",
  "text",
  "tool_choice",
  "tools",
  "top_logprobs",
  "truncation",
]);

/** Everything but messages and tools. */
export function parametersOf(fields: JsonObject, traits: ChatTraits): Parameters {
  const { text, reasoning } = { text: objectOf(fields.text), reasoning: objectOf(fields.reasoning) };
  const others = Object.entries(fields).filter(([key, value]) => !OWN.has(key) && value !== null);
  return {
    fields: defined({
      ...Object.fromEntries(others),
      [traits.maxTokensField]: fields.max_output_tokens ?? undefined,
      reasoning_effort: reasoning.effort ?? fields.reasoning_effort ?? undefined,
      response_format: responseFormat(text.format) ?? fields.response_format ?? undefined,
      ...(traits.openAiFields ? forOpenAi(fields, text.verbosity) : {}),
      ...(traits.openAiServer ? forStore(fields) : {}),
      service_tier: traits.serviceTier ? (fields.service_tier ?? undefined) : undefined,
      ...logprobs(fields),
      ...streaming(fields, traits),
    }),
    warnings: [...lost(fields, text.verbosity, traits)],
  };
}

/** Of what helps OpenAI to serve, other servers know nothing, and some refuse it. */
function forOpenAi(fields: JsonObject, verbosity: unknown): JsonObject {
  return {
    verbosity: verbosity ?? undefined,
    prompt_cache_key: fields.prompt_cache_key ?? undefined,
    prompt_cache_options: fields.prompt_cache_options ?? undefined,
    prompt_cache_retention: fields.prompt_cache_retention ?? undefined,
    safety_identifier: fields.safety_identifier ?? undefined,
  };
}

/** Chat takes metadata only of what it stores, and unlike Responses stores only what it is told to. */
function forStore({ store, metadata }: JsonObject): JsonObject {
  const marked = isObject(metadata) && Object.keys(metadata).length > 0 && store !== false;
  return marked ? { store: true, metadata } : { store: store ?? undefined };
}

function responseFormat(format: unknown): JsonObject | null {
  if (!isObject(format) || format.type === "text") return null;
  if (format.type !== "json_schema" || isObject(format.json_schema)) return format;
  const { type, ...schema } = format;
  return { type, json_schema: schema };
}

function logprobs({ include, top_logprobs }: JsonObject): JsonObject {
  const asked = listOf(include).includes("message.output_text.logprobs");
  const top = typeof top_logprobs === "number" && (asked || top_logprobs > 0) ? { top_logprobs } : {};
  return asked || Object.keys(top).length > 0 ? { logprobs: true, ...top } : {};
}

/** Without `include_usage` a streamed answer would have no usage. */
function streaming({ stream, stream_options }: JsonObject, traits: ChatTraits): JsonObject {
  if (stream !== true) return { stream: stream ?? undefined };
  const { include_obfuscation: hidden } = objectOf(stream_options);
  const kept = traits.openAiServer && hidden !== undefined ? { include_obfuscation: hidden } : {};
  return { stream: true, stream_options: { include_usage: true, ...kept } };
}

/** Entries of `include` that ask for nothing that could be missed: a chat server encrypts no reasoning. */
const NOT_MISSED: ReadonlySet<unknown> = new Set(["message.output_text.logprobs", "reasoning.encrypted_content"]);

function* lost(fields: JsonObject, verbosity: unknown, traits: ChatTraits): Iterable<string> {
  const ignored = (name: string): string => `${name}: not a parameter of /chat/completions, ignored`;
  const unknown = (name: string): string => `${name}: not a parameter of ${traits.name}, ignored`;
  for (const [index, entry] of listOf(fields.include).entries()) {
    if (!NOT_MISSED.has(entry)) yield ignored(`include[${index}] (${String(typeof entry === "string" ? entry : "?")})`);
  }
  if (fields.truncation === "auto") yield ignored("truncation");
  if ((fields.max_tool_calls ?? null) !== null) yield ignored("max_tool_calls");
  if (listOf(fields.context_management).length > 0) yield ignored("context_management");
  if ((verbosity ?? null) !== null && !traits.openAiFields) yield unknown("text.verbosity");
  const tier = fields.service_tier ?? "auto";
  if (!traits.serviceTier && tier !== "auto" && tier !== "default") yield unknown("service_tier");
}
