import type { Backend } from "../../../contract.ts";

/** Features that only some chat backends support. */
export interface ChatTraits {
  /** The backend's name in the config. */
  readonly name: string;
  readonly maxTokensField: "max_completion_tokens" | "max_tokens";
  readonly customTools: boolean;
  /** Fields and roles introduced with OpenAI's newer models; others answer them with a 400. */
  readonly openAiFields: boolean;
  /** `store`, `metadata`, `allowed_tools`, the role developer: OpenAI's own servers only. */
  readonly openAiServer: boolean;
  readonly serviceTier: boolean;
  /** The member for reasoning in an assistant message; null if the server rejects any. */
  readonly reasoningMember: "reasoning_content" | "reasoning" | null;
}

const OPENAI: ReadonlySet<string> = new Set(["openai", "azure-openai"]);

const KNOWN = new WeakMap<Backend, ChatTraits>();

export function traitsOf(backend: Backend): ChatTraits {
  let traits = KNOWN.get(backend);
  if (traits === undefined) {
    traits = makeTraits(backend);
    KNOWN.set(backend, traits);
  }
  return traits;
}

function makeTraits(backend: Backend): ChatTraits {
  const http = backend.kind === "http" ? backend : null;
  const openAiServer = OPENAI.has(backend.type);
  const openAiFields = openAiServer || backend.type === "openrouter";
  return {
    name: backend.name,
    maxTokensField: http?.maxTokensField ?? "max_completion_tokens",
    customTools: http?.customTools ?? backend.kind === "mock",
    openAiFields,
    openAiServer,
    serviceTier: openAiFields || backend.type === "groq",
    reasoningMember: reasoningMember(backend),
  };
}

/** OpenAI, Azure and Mistral reject unknown members in messages, and have none for reasoning. */
function reasoningMember(backend: Backend): ChatTraits["reasoningMember"] {
  if (backend.kind !== "http") return "reasoning_content";
  if (backend.type === "groq") return "reasoning";
  const strict =
    backend.type === "mistral" ||
    backend.type === "azure-openai" ||
    (backend.type === "openai" && backend.origin === "https://api.openai.com");
  return strict ? null : "reasoning_content";
}
