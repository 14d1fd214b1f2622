/** Backend types of other products that this version does not have, with another way to reach the same models. */
const COMPATIBLE = (url: string): string =>
  `Turnout reaches it as \`type: openai-compatible\` with \`base_url: ${url}\`.`;

const OTHER =
  "There is no type for it; if it speaks the OpenAI API, write `type: openai-compatible` and its `base_url`.";

const CODEX = "Write `type: openai-codex`: it uses the ChatGPT login that `codex login` keeps in `auth_file`.";

const LOGIN =
  "Turnout takes API keys, and of logins only that of `openai-codex`; the same models may be had with `type: openrouter` and a key.";

const TYPES: Readonly<Record<string, string>> = {
  "openai-codex-v2": CODEX,
  "openai-oauth": CODEX,
  codex: CODEX,
  chatgpt: CODEX,
  responses:
    "Write `type: openai`, which speaks the Responses API too, or `protocols: [responses]` on a backend of the type `openai-compatible`.",
  anthropic: COMPATIBLE("https://api.anthropic.com/v1"),
  claude: COMPATIBLE("https://api.anthropic.com/v1"),
  gemini: COMPATIBLE("https://generativelanguage.googleapis.com/v1beta/openai"),
  google: COMPATIBLE("https://generativelanguage.googleapis.com/v1beta/openai"),
  zai: COMPATIBLE("https://api.z.ai/api/paas/v4"),
  "zai-coding-plan": COMPATIBLE("https://api.z.ai/api/coding/paas/v4"),
  zenmux: COMPATIBLE("https://zenmux.ai/api/v1"),
  minimax: COMPATIBLE("https://api.minimax.io/v1"),
  nvidia: COMPATIBLE("https://integrate.api.nvidia.com/v1"),
  cerebras: COMPATIBLE("https://api.cerebras.ai/v1"),
  fireworks: COMPATIBLE("https://api.fireworks.ai/inference/v1"),
  perplexity: COMPATIBLE("https://api.perplexity.ai"),
  azure: "Write `type: azure-openai` and the resource's `base_url`.",
  "together-ai": "Write `type: together`.",
  together_ai: "Write `type: together`.",
  bedrock: OTHER,
  vertex_ai: OTHER,
  cohere: OTHER,
  hybrid: OTHER,
  "qwen-oauth": LOGIN,
  "anthropic-oauth": LOGIN,
  "gemini-oauth-plan": LOGIN,
  "gemini-oauth-free": LOGIN,
  "gemini-oauth-auto": LOGIN,
  "gemini-cli-acp": LOGIN,
  "gemini-cli-cloud-project": LOGIN,
  "antigravity-oauth": LOGIN,
  "cursor-cli-acp": LOGIN,
};

/** What to write instead of a type that Turnout does not have; null if the type is unknown. */
export function foreignType(type: string): string | null {
  return (Object.hasOwn(TYPES, type) ? TYPES[type] : undefined) ?? null;
}
