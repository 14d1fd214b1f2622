import { type ErrorMeaning, meaningOfCode, READ } from "./error-words.ts";

/**
 * How upstreams word their errors. Few use OpenAI's codes, so known phrases count too. Every pattern runs in linear time,
 * because the texts come from outside.
 */
const REFUSALS: readonly RegExp[] = [
  // Azure OpenAI, followed by a link.
  /content management policy/i,
  // OpenAI, for prompts and for images.
  /rejected as a result of our safety system|flagged as potentially violating/i,
  // OpenRouter: `…requires moderation on OpenAI. Your input was flagged for "violence".`
  /\binput was flagged\b|requires moderation/i,
  // Anthropic; the next three Gemini, xAI and DeepSeek.
  /blocked by content filtering policy/i,
  /\b(?:prompt|response|content) was blocked\b|PROHIBITED_CONTENT/i,
  /content violates usage guidelines/i,
  /content exists risk/i,
];

const TOO_LONG: readonly RegExp[] = [
  // OpenAI, vLLM, DeepSeek, OpenRouter, Mistral ("too large for model with 32768 maximum context length").
  /\bmaximum context length\b/i,
  // OpenAI's Responses, llama.cpp, SGLang, LM Studio, Anthropic ("exceed context limit").
  /\b(?:exceed(?:s|ed|ing)?|longer than|greater than|larger than|outside)\b.{0,60}\bcontext[ _-](?:length|window|size|limit)\b/i,
  // vLLM ("the model's context length is only …"), MiniMax, LM Studio.
  /\bcontext[ _-](?:length|window|size)\b.{0,30}\b(?:exceed(?:s|ed)?|is only)\b/i,
  // Anthropic and Bedrock, Perplexity.
  /\b(?:prompt|input|messages) (?:is|are) too long\b/i,
  // xAI, vLLM, GLM.
  /\bmaximum (?:prompt|model|input|allowed input) length\b/i,
  // Groq.
  /\breduce the length of the messages\b/i,
  // Gemini, Moonshot.
  /\binput token count\b.{0,40}\bexceeds the maximum\b|\bexceeded model token limit\b/i,
  // Hugging Face's server, which Together runs: "`inputs` tokens + `max_new_tokens` must be <= 4097".
  /`inputs` (?:tokens \+|must have less than)/i,
  // Cohere.
  /\btoo many tokens: total number of tokens\b/i,
  // LM Studio.
  /\btokens to keep from the initial prompt\b/i,
];

/** `Q` is a model's name in any quotes. A 404 that only mentions models ("not a chat model") does not count. */
const UNKNOWN_MODELS: readonly RegExp[] = [
  // OpenAI, vLLM, xAI: "The model `x` does not exist or you do not have access to it."
  /\bmodel\b[:\s]{1,2}\S{1,200} does not exist\b/i,
  // Ollama: `model "x" not found, try pulling it first`; llama.cpp and Fireworks: "model not found".
  /\bmodel\b:? (?:\S{1,200} )?(?:was )?not found\b/i,
  // OpenRouter, for an unknown name and for one that no provider serves.
  /\bis not a valid model (?:id|name)\b|\bno (?:endpoints found|allowed providers are available)\b/i,
  // Azure; the next three DeepSeek, LM Studio, Together and Mistral.
  /\bAPI deployment for this resource does not exist\b/i,
  /\bmodel not exist\b/i,
  /\binvalid model(?: identifier| name|:)/i,
  /\bunable to access (?:non-serverless )?model\b/i,
];

/** Anthropic, with a 400. */
const NO_CREDIT: readonly RegExp[] = [/\bcredit balance is too low\b/i];

const WORDINGS: readonly (readonly [ErrorMeaning, readonly RegExp[]])[] = [
  ["refusal", REFUSALS],
  ["too_long", TOO_LONG],
  ["unknown_model", UNKNOWN_MODELS],
  ["no_credit", NO_CREDIT],
];

/** What an error's text means, if its code means nothing; otherwise without members. */
export function textMeaning({ code, message }: SaidError): { readonly textMeans?: ErrorMeaning } {
  if (message === null || (code !== null && meaningOfCode(code) !== null)) return UNKNOWN;
  const text = message.slice(0, READ);
  for (const [textMeans, patterns] of WORDINGS) {
    if (patterns.some((pattern) => pattern.test(text))) return { textMeans };
  }
  return UNKNOWN;
}

interface SaidError {
  readonly code: string | null;
  readonly message: string | null;
}

const UNKNOWN = {};
