import type { HttpBackend } from "../../runtime/contract.ts";

/** What a backend's type stands for when the config does not say otherwise. */
export interface Preset {
  /** null: the config must say. */
  readonly baseUrl: string | null;
  /** The environment variable of the key; null: none is sent unless the config names one. */
  readonly key: string | null;
  readonly keyHeader: HttpBackend["keyHeader"];
  readonly maxTokensField: HttpBackend["maxTokensField"];
  readonly protocol: HttpBackend["protocol"];
  readonly customTools: boolean;
}

function preset(baseUrl: string | null, key: string | null, others: Partial<Preset> = {}): Preset {
  return {
    baseUrl,
    key,
    keyHeader: "authorization",
    maxTokensField: "max_completion_tokens",
    protocol: "chat",
    customTools: false,
    ...others,
  };
}

/** These know only the older name of the field, and some refuse the newer one. */
const OLD_FIELD = { maxTokensField: "max_tokens" } as const;

export const PRESETS: Readonly<Record<string, Preset>> = {
  openai: preset("https://api.openai.com/v1", "OPENAI_API_KEY", { customTools: true }),
  "openai-responses": preset("https://api.openai.com/v1", "OPENAI_API_KEY", {
    protocol: "responses",
    customTools: true,
  }),
  openrouter: preset("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
  groq: preset("https://api.groq.com/openai/v1", "GROQ_API_KEY"),
  together: preset("https://api.together.xyz/v1", "TOGETHER_API_KEY", OLD_FIELD),
  deepseek: preset("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", OLD_FIELD),
  mistral: preset("https://api.mistral.ai/v1", "MISTRAL_API_KEY", OLD_FIELD),
  xai: preset("https://api.x.ai/v1", "XAI_API_KEY"),
  ollama: preset("http://127.0.0.1:11434/v1", null, OLD_FIELD),
  vllm: preset("http://127.0.0.1:8000/v1", null),
  lmstudio: preset("http://127.0.0.1:1234/v1", null, OLD_FIELD),
  "azure-openai": preset(null, "AZURE_OPENAI_API_KEY", { keyHeader: "api-key", customTools: true }),
  "openai-compatible": preset(null, null),
};
