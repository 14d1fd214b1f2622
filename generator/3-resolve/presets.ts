import type { HttpBackend } from "../../runtime/contract/http-backend.ts";

/** The defaults of a backend type. */
export interface Preset {
  /** null: the config has to set it. */
  readonly baseUrl: string | null;
  /** The environment variable of the key; null: no key is sent unless the config names one. */
  readonly key: string | null;
  readonly keyHeader: HttpBackend["keyHeader"];
  readonly maxTokensField: HttpBackend["maxTokensField"];
  /** What a server of any version or plan speaks, in full. */
  readonly protocols: HttpBackend["protocols"];
  readonly keepsResponses: boolean;
  readonly customTools: boolean;
}

function preset(baseUrl: string | null, key: string | null, others: Partial<Preset> = {}): Preset {
  return {
    baseUrl,
    key,
    keyHeader: "authorization",
    maxTokensField: "max_completion_tokens",
    protocols: ["chat"],
    keepsResponses: true,
    customTools: false,
    ...others,
  };
}

/** These servers only know the older name of the field, and some reject the newer one. */
const OLD_FIELD = { maxTokensField: "max_tokens" } as const;

const BOTH = { protocols: ["chat", "responses"] } as const;

/** Their `/responses`, where a config says that they speak it, knows no `previous_response_id` and no `/responses/{id}`. */
const STATELESS = { keepsResponses: false } as const;

/**
 * A preset speaks `responses` only if each of its servers takes what clients of the API send, for they would get an error in
 * place of a translated answer. `protocols` in the config says otherwise.
 * - openrouter: stateless, and wants ids on the items of the assistant that clients need not send.
 * - groq: refuses `store`, `include`, `prompt_cache_key` and `previous_response_id`.
 * - ollama (from 0.13.3 on), vllm (0.10), lmstudio (0.3.29): older versions answer 404. Ollama keeps no responses, vLLM only if
 *   it is started with a store.
 * - together, deepseek, mistral: chat is what all their models have.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  openai: preset("https://api.openai.com/v1", "OPENAI_API_KEY", { ...BOTH, customTools: true }),
  "openai-responses": preset("https://api.openai.com/v1", "OPENAI_API_KEY", {
    protocols: ["responses"],
    customTools: true,
  }),
  openrouter: preset("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", STATELESS),
  groq: preset("https://api.groq.com/openai/v1", "GROQ_API_KEY", STATELESS),
  together: preset("https://api.together.xyz/v1", "TOGETHER_API_KEY", OLD_FIELD),
  deepseek: preset("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", OLD_FIELD),
  mistral: preset("https://api.mistral.ai/v1", "MISTRAL_API_KEY", OLD_FIELD),
  xai: preset("https://api.x.ai/v1", "XAI_API_KEY", BOTH),
  ollama: preset("http://127.0.0.1:11434/v1", null, { ...OLD_FIELD, ...STATELESS }),
  vllm: preset("http://127.0.0.1:8000/v1", null, STATELESS),
  lmstudio: preset("http://127.0.0.1:1234/v1", null, OLD_FIELD),
  "azure-openai": preset(null, "AZURE_OPENAI_API_KEY", { ...BOTH, keyHeader: "api-key", customTools: true }),
  "openai-compatible": preset(null, null),
};
