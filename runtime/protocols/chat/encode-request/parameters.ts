import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, objectIn } from "../../json/read.ts";
import type { Ask } from "../../model/ask.ts";
import { type Members, membersOf, setMember } from "../../model/members.ts";
import { responseFormat } from "./format.ts";
import type { ChatTraits } from "./traits.ts";
import { warnOfExtras } from "./warnings.ts";

/** Everything except messages and tools. */
export function writeParameters(fields: Members, ask: Ask, traits: ChatTraits, warnings: string[]): void {
  const { extras, limit, sampling, stop, answers, format, reasoning } = ask;
  const own = membersOf(extras, "openai");
  for (const name of Object.keys(own)) {
    const value = own[name];
    if (value !== null && !NOT_IN_CHAT.has(name)) setMember(fields, name, value);
  }
  set(fields, traits.maxTokensField, limit ?? own.max_output_tokens);
  if (sampling.temperature !== null) fields.temperature = sampling.temperature;
  if (sampling.topP !== null) fields.top_p = sampling.topP;
  if (sampling.topK !== null) fields.top_k = sampling.topK;
  if (sampling.seed !== null) fields.seed = sampling.seed;
  if (stop.length > 0) fields.stop = stop;
  if (answers > 1) fields.n = answers;
  set(fields, "reasoning_effort", reasoning?.effort ?? objectIn(own.reasoning).effort);
  set(fields, "response_format", responseFormat(format));
  if (extras !== null) {
    if (traits.openAiFields) writeOpenAiFields(fields, own);
    if (traits.openAiServer) writeStore(fields, own);
    if (traits.serviceTier) set(fields, "service_tier", own.service_tier);
    writeLogprobs(fields, own);
    warnOfExtras(extras, traits, warnings);
  }
  if (ask.stream) {
    fields.stream = true;
    fields.stream_options = streamOptions(own, traits);
  }
}

/** Members of the family that are named differently in chat, are only sent to some servers, or do not exist in chat. */
const NOT_IN_CHAT: ReadonlySet<string> = new Set([
  "background",
  "client_metadata",
  "context_management",
  "include",
  "max_output_tokens",
  "max_tool_calls",
  "messages",
  "metadata",
  "previous_response_id",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "reasoning",
  "safety_identifier",
  "service_tier",
  "store",
  "stream_options",
  "text",
  "top_logprobs",
  "truncation",
]);

function set(fields: Members, name: string, value: unknown): void {
  if (value !== undefined && value !== null) setMember(fields, name, value);
}

/** Fields that only help OpenAI to serve the request; some other servers reject them. */
function writeOpenAiFields(fields: Members, own: JsonObject): void {
  set(fields, "verbosity", objectIn(own.text).verbosity);
  set(fields, "prompt_cache_key", own.prompt_cache_key);
  set(fields, "prompt_cache_options", own.prompt_cache_options);
  set(fields, "prompt_cache_retention", own.prompt_cache_retention);
  set(fields, "safety_identifier", own.safety_identifier);
}

/** Chat accepts metadata only with `store`, and unlike Responses it only stores on request. */
function writeStore(fields: Members, { store, metadata }: JsonObject): void {
  if (isObject(metadata) && Object.keys(metadata).length > 0 && store !== false) {
    fields.store = true;
    fields.metadata = metadata;
  } else set(fields, "store", store);
}

function writeLogprobs(fields: Members, { include, top_logprobs: top }: JsonObject): void {
  const asked = listIn(include).includes("message.output_text.logprobs");
  const hasTop = typeof top === "number" && (asked || top > 0);
  if (asked || hasTop) fields.logprobs = true;
  if (hasTop) fields.top_logprobs = top;
}

/** Without `include_usage`, a streamed answer would have no usage. */
function streamOptions(own: JsonObject, { openAiServer }: ChatTraits): JsonObject {
  const { include_obfuscation: obfuscation } = objectIn(own.stream_options);
  return openAiServer && obfuscation !== undefined
    ? { include_usage: true, include_obfuscation: obfuscation }
    : { include_usage: true };
}
