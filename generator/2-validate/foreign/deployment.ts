import { nodeAt } from "../../1-load/find.ts";
import type { Node } from "../../document.ts";
import { escapePattern } from "../../regexp/escape-pattern.ts";

/** LiteLLM's providers: the type of Turnout's that reaches the same models, and its base URL where the type has none. */
const TYPES: Readonly<Record<string, readonly [type: string, baseUrl?: string]>> = {
  openai: ["openai"],
  azure: ["azure-openai", "https://NAME.openai.azure.com/openai/v1"],
  groq: ["groq"],
  together_ai: ["together"],
  deepseek: ["deepseek"],
  mistral: ["mistral"],
  xai: ["xai"],
  openrouter: ["openrouter"],
  ollama: ["ollama"],
  ollama_chat: ["ollama"],
  hosted_vllm: ["vllm"],
  vllm: ["vllm"],
  lm_studio: ["lmstudio"],
  anthropic: ["openai-compatible", "https://api.anthropic.com/v1"],
  gemini: ["openai-compatible", "https://generativelanguage.googleapis.com/v1beta/openai"],
};

/** The lines that do what one entry of `model_list` does. */
export function deploymentAdvice(node: Node): string | null {
  const name = textAt(node, ["model_name"]);
  const model = textAt(node, ["litellm_params", "model"]);
  if (name === null || model === null || !isPlain(name) || !isPlain(model)) return null;
  const slash = model.indexOf("/");
  const provider = slash === -1 ? "openai" : model.slice(0, slash);
  const [type, usual] = (Object.hasOwn(TYPES, provider) ? TYPES[provider] : undefined) ?? [
    "openai-compatible",
    "https://…/v1",
  ];
  const backend = provider.replace(/[^\w-]/g, "-");
  const url = urlOf(textAt(node, ["litellm_params", "api_base"]), type) ?? usual;
  const key = keyOf(textAt(node, ["litellm_params", "api_key"]));
  const keys = [
    `type: ${type}`,
    ...(url === undefined ? [] : [`base_url: "${url}"`]),
    ...(key === null ? [] : [`api_key: "${key}"`]),
  ];
  const upstream = model.slice(slash + 1);
  const pattern = `^${escapePattern(name).replace(/\\\*/g, "(.*)")}$`;
  let group = 0;
  const target = `${backend}:${upstream.replace(/\*/g, () => `\\${++group}`)}`;
  return (
    `Write \`${backend}: { ${keys.join(", ")} }\` in \`backends\`, and ` +
    `\`{ pattern: '${pattern}', replacement: '${target}' }\` in \`model_aliases\`. ` +
    "Entries of the same name are one rule, with their targets joined by `^`."
  );
}

function textAt(node: Node, path: readonly string[]): string | null {
  const value = nodeAt(node, path);
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : null;
}

/** Whether a name can stand in quotes on one line. */
function isPlain(name: string): boolean {
  return /^[\w./:@*-]{1,80}$/.test(name);
}

/** LiteLLM adds the path of the API to some of these by itself. */
const PATHS: Readonly<Record<string, string>> = { "azure-openai": "/openai/v1", ollama: "/v1" };

function urlOf(base: string | null, type: string): string | null {
  if (base === null || !/^https?:\/\/[\w.:/-]+$/.test(base)) return null;
  const trimmed = base.replace(/\/+$/, "");
  return /^https?:\/\/[^/]+$/.test(trimmed) ? trimmed + (PATHS[type] ?? "") : trimmed;
}

/** A variable; never the key itself. */
function keyOf(key: string | null): string | null {
  const name = /^(?:os\.environ\/|\$\{?)([A-Za-z_]\w*)\}?$/.exec(key ?? "")?.[1];
  return name === undefined ? null : `\${${name}}`;
}
