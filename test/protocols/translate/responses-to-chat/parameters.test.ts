import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import type { ResponseCreateParams } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { accepted, chatBackend } from "../support/translate-responses.ts";

type Responses = ResponseCreateParams & Readonly<Record<string, unknown>>;
type Chat = Partial<ChatCompletionCreateParams> & Readonly<Record<string, unknown>>;

const BASE = { model: "qwen3", messages: [{ role: "user", content: "Hi" }] };
const schema = { type: "object", properties: {}, additionalProperties: false };

function bodyOf(fields: Responses, backend = chatBackend()): object {
  return accepted({ model: "m", input: "Hi", ...fields }, backend).fields;
}

test.each<[string, Responses, Chat]>([
  ["nothing", {}, {}],
  ["what both have", { temperature: 0, top_p: 0.5, user: "u" }, { temperature: 0, top_p: 0.5, user: "u" }],
  ["what nobody knows", { top_k: 40, provider: { only: ["a"] } }, { top_k: 40, provider: { only: ["a"] } }],
  ["a limit", { max_output_tokens: 99 }, { max_tokens: 99 }],
  ["an effort", { reasoning: { effort: "high", summary: "auto" } }, { reasoning_effort: "high" }],
  ["a stream", { stream: true }, { stream: true, stream_options: { include_usage: true } }],
  ["none", { stream: false }, { stream: false }],
  ["plain text", { text: { format: { type: "text" } } }, {}],
  ["JSON", { text: { format: { type: "json_object" } } }, { response_format: { type: "json_object" } }],
  [
    "a schema",
    { text: { format: { type: "json_schema", name: "city", schema, strict: true, description: "D" } } },
    { response_format: { type: "json_schema", json_schema: { name: "city", schema, strict: true, description: "D" } } },
  ],
  ["top tokens", { top_logprobs: 3 }, { logprobs: true, top_logprobs: 3 }],
  ["tokens", { include: ["message.output_text.logprobs"] }, { logprobs: true }],
  ["no top tokens", { top_logprobs: 0 }, {}],
  [
    "what only OpenAI knows",
    { store: true, metadata: { a: "b" }, prompt_cache_key: "k", safety_identifier: "s", client_metadata: { x: 1 } },
    {},
  ],
  ["nulls", { temperature: null, max_output_tokens: null, reasoning: null, tools: null, service_tier: null }, {}],
] as readonly [string, Responses, Chat][])("%s for a server of open models", (_, fields, expected) => {
  expect(bodyOf(fields)).toEqual({ ...BASE, ...expected });
});

test.each<[string, Responses, Chat]>([
  ["a limit", { max_output_tokens: 99 }, { max_completion_tokens: 99 }],
  ["a verbosity", { text: { verbosity: "low" } }, { verbosity: "low" }],
  [
    "what is its own",
    {
      service_tier: "flex",
      prompt_cache_key: "k",
      safety_identifier: "s",
      prompt_cache_retention: "24h",
      store: false,
    },
    {
      service_tier: "flex",
      prompt_cache_key: "k",
      safety_identifier: "s",
      prompt_cache_retention: "24h",
      store: false,
    },
  ],
  [
    "metadata, which chat takes only of what it stores",
    { metadata: { a: "b" } },
    { metadata: { a: "b" }, store: true },
  ],
  ["metadata of what is not to be stored", { metadata: { a: "b" }, store: false }, { store: false }],
  [
    "how a stream is hidden",
    { stream: true, stream_options: { include_obfuscation: false } },
    { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
  ],
])("%s for OpenAI", (_, fields, expected) => {
  expect(bodyOf(fields, chatBackend("openai"))).toEqual({ ...BASE, ...expected });
});

test.each<[Responses, readonly string[]]>([
  [{ truncation: "auto" }, ["truncation: not a parameter of /chat/completions, ignored"]],
  [{ truncation: "disabled" }, []],
  [{ max_tool_calls: 3 }, ["max_tool_calls: not a parameter of /chat/completions, ignored"]],
  [
    { context_management: [{ type: "compaction" }] },
    ["context_management: not a parameter of /chat/completions, ignored"],
  ],
  [
    { include: ["reasoning.encrypted_content", "file_search_call.results"] },
    ["include[1] (file_search_call.results): not a parameter of /chat/completions, ignored"],
  ],
  [{ text: { verbosity: "low" } }, ["text.verbosity: not a parameter of local, ignored"]],
  [{ service_tier: "flex" }, ["service_tier: not a parameter of local, ignored"]],
  [{ service_tier: "auto" }, []],
  [{ store: true, metadata: { a: "b" } }, []],
])("%j is left out, with a warning if it is missed", (fields, warnings) => {
  expect(accepted({ model: "m", input: "Hi", ...fields }).warnings).toEqual(warnings);
});

test("groq supports a tier", () => {
  expect(bodyOf({ service_tier: "flex" }, chatBackend({ type: "groq" }))).toMatchObject({ service_tier: "flex" });
});
