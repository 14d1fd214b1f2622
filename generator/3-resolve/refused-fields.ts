import type { FieldRules } from "../../runtime/contract/fields.ts";

/** Fields that a server answers with an error, as its documentation or its users say. */
const OPENAI = [
  "chat_template_kwargs",
  "include_reasoning",
  "min_p",
  "models",
  "num_ctx",
  "options",
  "provider",
  "reasoning",
  "repetition_penalty",
  "safe_prompt",
  "thinking",
  "top_a",
  "top_k",
  "transforms",
];

/**
 * By type of backend; types that are not listed ignore what they do not know, or differ from model to model.
 * - openai, azure-openai: "Unrecognized request argument supplied" for fields of other vendors.
 * - groq: its page on OpenAI compatibility lists them.
 * - mistral: "Extra inputs are not permitted" for all fields that are not in https://docs.mistral.ai/api.
 */
export const REFUSED_FIELDS: Readonly<Record<string, FieldRules["refused"] & {}>> = {
  openai: { chat: OPENAI },
  "azure-openai": { chat: OPENAI },
  groq: { chat: ["logit_bias", "logprobs", "top_logprobs"] },
  mistral: {
    chat: [
      ...OPENAI.filter((name) => name !== "safe_prompt"),
      "audio",
      "logit_bias",
      "logprobs",
      "modalities",
      "prompt_cache_key",
      "safety_identifier",
      "seed",
      "service_tier",
      "store",
      "stream_options",
      "top_logprobs",
      "user",
      "verbosity",
      "web_search_options",
    ],
  },
};
