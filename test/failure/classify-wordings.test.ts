import { describe, expect, test } from "vitest";
import { classify, type Verdict } from "../../runtime/failure/classify.ts";
import { refusalOf } from "../../runtime/failure/refusal.ts";
import { fakeClock } from "../support/fake-clock.ts";

/** Answers as upstreams give them. */
// biome-ignore format: one answer a line
const bodies: readonly (readonly [who: string, status: number, body: unknown, verdict: Verdict])[] = [
  ["OpenAI, unknown model", 404, error("The model `gpt-5o` does not exist or you do not have access to it.", { type: "invalid_request_error", code: "model_not_found", }), "unknown_model"],
  ["vLLM, unknown model", 404, { object: "error", message: "The model `x` does not exist.", type: "NotFoundError", code: 404 }, "unknown_model"],
  ["Ollama, unknown model", 404, error("model 'llama9' not found", { type: "api_error" }), "unknown_model"],
  ["Ollama, unknown model, older", 404, { error: 'model "llama9" not found, try pulling it first' }, "unknown_model"],
  ["OpenRouter, nobody serves it", 404, error("No endpoints found for a/b.", { code: 404 }), "unknown_model"],
  ["OpenRouter, unknown model", 400, error("a/b is not a valid model ID", { code: 400 }), "unknown_model"],
  ["Azure, unknown deployment", 404, error("The API deployment for this resource does not exist. If you created it just now, wait.", { code: "DeploymentNotFound", }), "unknown_model"],
  ["Mistral, unknown model", 400, { object: "error", message: "Invalid model: mistral-x", type: "invalid_model", code: "1500" }, "unknown_model"],
  ["LiteLLM, unknown model", 400, error("Invalid model name passed in model=x", { code: "400" }), "unknown_model"],
  ["DeepSeek, unknown model", 400, error("Model Not Exist", { type: "invalid_request_error", code: "invalid_request_error" }), "unknown_model"],
  ["OpenAI, not for this project", 403, error("Project `p` does not have access to model `o1`", { code: "model_not_found" }), "unknown_model"],
  ["OpenAI, wrong endpoint for a model", 404, error("This is not a chat model and thus not supported in the v1/chat/completions endpoint.", { param: "model", code: null, }), "final"],
  ["a path that does not exist", 404, error("Unknown request URL: POST /v1/models/chat."), "final"],
  ["a response that does not exist", 404, error("Response with id 'resp_1' not found. The model was not asked.", { code: null }), "final"],
  ["something named like a model", 404, { detail: "Not Found: remodel not found" }, "final"],
  ["OpenAI, too long", 400, error("This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.", { code: "context_length_exceeded", param: "messages", }), "too_long"],
  ["OpenAI's Responses, too long", 400, error("Your input exceeds the context window of this model. Please adjust your input and try again.", { code: null, }), "too_long"],
  ["vLLM, too long", 400, { object: "error", message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens in the messages.", type: "BadRequestError", code: 400, }, "too_long"],
  ["vLLM, too long, newer", 400, error("You passed 1015 input tokens and requested 10 output tokens. However, the model's context length is only 1024 tokens.", { code: 400 }), "too_long"],
  ["vLLM, too long, older", 400, error("The decoder prompt (length 40000) is longer than the maximum model length of 32768."), "too_long"],
  ["Mistral, too long", 400, { object: "error", message: "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length", type: "invalid_request_error", code: "3051", }, "too_long"],
  ["Together, too long", 422, error("Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 9000 `inputs` tokens and 512 `max_new_tokens`"), "too_long"],
  ["Groq, too long", 400, error("Please reduce the length of the messages or completion.", { code: "context_length_exceeded" }), "too_long"],
  ["Groq, too long, without a code", 400, error("Please reduce the length of the messages or completion."), "too_long"],
  ["OpenRouter, too long", 400, error("This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens", { code: 400, }), "too_long"],
  ["OpenRouter, what its provider said", 400, error("Provider returned error", { code: 400, metadata: { raw: '{"message":"prompt is too long: 210000 tokens > 200000 maximum"}' }, }), "too_long"],
  ["Anthropic, too long", 400, { type: "error", ...error("prompt is too long: 210000 tokens > 200000 maximum", { type: "invalid_request_error" }), }, "too_long"],
  ["Anthropic, with the answer too long", 400, error("input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"), "too_long"],
  ["llama.cpp, too long", 400, error("request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it", { code: 400, type: "exceed_context_size_error", }), "too_long"],
  ["llama.cpp, by its type alone", 400, error("nope", { code: 400, type: "exceed_context_size_error" }), "too_long"],
  ["Ollama, too long", 500, error("the input length exceeds the context length"), "too_long"],
  ["Gemini, too long", 400, [error("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", { code: 400, status: "INVALID_ARGUMENT", })], "too_long"],
  ["xAI, too long", 400, { error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens." }, "too_long"],
  ["SGLang, too long", 400, error("The input (9000 tokens) is longer than the model's context length (8192 tokens)."), "too_long"],
  ["LM Studio, too long", 400, { error: "Trying to keep the first 9000 tokens when context the overflows. The number of tokens to keep from the initial prompt is greater than the context length.", }, "too_long"],
  ["Moonshot, too long", 400, error("Invalid request: Your request exceeded model token limit: 8192"), "too_long"],
  ["MiniMax, too long", 400, error("invalid params, context window exceeds limit (2013)"), "too_long"],
  ["OpenAI, an answer larger than any", 400, error("max_tokens is too large: 100000. This model supports at most 16384 completion tokens.", { code: "invalid_value", }), "final"],
  ["OpenAI, a name that is too long", 400, error("Invalid 'messages[0].name': string too long. Expected a string with maximum length 64.", { code: "string_above_max_length", }), "final"],
  ["a parameter that has context in its name", 400, error("Unknown parameter: 'context_length'."), "final"],
  ["a body too large for the front", 413, "<html>413 Request Entity Too Large</html>", "final"],
  ["Groq, more than it allows a minute", 413, error("Request too large for model `x` in organization `o` on tokens per minute (TPM): Limit 6000, Requested 7000", { type: "tokens", code: "rate_limit_exceeded" }), "advance"],
  ["OpenAI, more than it allows a minute", 429, error("Request too large for gpt-4o in organization o on tokens per min (TPM): Limit 30000, Requested 40000.", { code: "rate_limit_exceeded", }), "advance"],
  ["OpenAI, out of credit", 429, error("You exceeded your current quota, please check your plan and billing details.", { type: "insufficient_quota", code: "insufficient_quota", }), "dead_key"],
  ["Gemini, only too fast, in the same words", 429, [error("You exceeded your current quota, please check your plan and billing details. Please retry in 36.5s.", { code: 429, status: "RESOURCE_EXHAUSTED", })], "limited"],
  ["OpenAI, its hard limit", 400, error("Billing hard limit has been reached", { code: "billing_hard_limit_reached" }), "dead_key"],
  ["Anthropic, out of credit", 400, error("Your credit balance is too low to access the Anthropic API.", { type: "invalid_request_error" }), "dead_key"],
  ["DeepSeek, out of credit", 402, error("Insufficient Balance"), "dead_key"],
  ["OpenAI, a wrong key", 401, error("Incorrect API key provided: sk-x.", { code: "invalid_api_key" }), "dead_key"],
  ["OpenAI, its policy", 400, error("Your request was rejected as a result of our safety system.", { code: "content_policy_violation" }), "final"],
  ["OpenAI, a flagged prompt", 400, error("Invalid prompt: your prompt was flagged as potentially violating our usage policy.", { code: "invalid_prompt", }), "final"],
  ["Azure, its policy", 400, error("The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", { code: "content_filter", innererror: { code: "ResponsibleAIPolicyViolation" }, }), "final"],
  ["Azure, its policy, by the inner code", 403, error("No.", { code: null, innererror: { code: "ResponsibleAIPolicyViolation" } }), "final"],
  ["OpenRouter, moderated", 403, error('a/b requires moderation on OpenAI. Your input was flagged for "violence".', { code: 403, metadata: { reasons: ["violence"] }, }), "final"],
  ["Gemini, blocked", 400, [error("The prompt was blocked: PROHIBITED_CONTENT", { code: 400, status: "INVALID_ARGUMENT" })], "final"],
  ["xAI, blocked", 403, { code: "The caller does not have permission", error: "Content violates usage guidelines." }, "final"],
  ["Anthropic, blocked", 400, error("Output blocked by content filtering policy"), "final"],
  ["DeepSeek, blocked", 400, error("Content Exists Risk", { code: "invalid_request_error" }), "final"],
];

function error(message: string, fields: Record<string, unknown> = {}) {
  return { error: { message, ...fields } };
}

function judge(status: number, body: unknown): Verdict {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return classify(refusalOf({ status, headers: [], body: bytes }, fakeClock()));
}

describe("the wordings of", () => {
  test.each(bodies)("%s", (_, code, body, verdict) => {
    expect(judge(code, body)).toBe(verdict);
  });
});

// Steps that grow with the square of the length would not come to an end within the hour; the soak has a bound.
test("a text of any length is classified in linear time", () => {
  for (const text of ["exceeds ", "model x ", "input token count ", "model: not ", "`inputs` "]) {
    expect(judge(400, error(text.repeat(100_000)))).toBe("final");
  }
});
