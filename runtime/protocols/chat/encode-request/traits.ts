import type { TranslationTarget } from "../../codec.ts";
import { isOpenAiServer } from "../dialect/openai-server.ts";

/** Features that only some chat backends support. */
export interface ChatTraits {
  /** The backend's name in the config. */
  readonly name: string;
  readonly maxTokensField: "max_completion_tokens" | "max_tokens";
  readonly customTools: boolean;
  readonly plainRoles: TranslationTarget["plainRoles"];
  /** Fields and roles introduced with OpenAI's newer models; others answer them with a 400. */
  readonly openAiFields: boolean;
  /** `store`, `metadata`, `allowed_tools`, the role developer: OpenAI's own servers only. */
  readonly openAiServer: boolean;
  readonly serviceTier: boolean;
  /** The member for reasoning in an assistant message; null if the server rejects any. */
  readonly reasoningMember: "reasoning_content" | "reasoning" | null;
}

const KNOWN = new WeakMap<TranslationTarget, ChatTraits>();

export function traitsOf(target: TranslationTarget): ChatTraits {
  let traits = KNOWN.get(target);
  if (traits === undefined) {
    traits = makeTraits(target);
    KNOWN.set(target, traits);
  }
  return traits;
}

function makeTraits({ backend, address, maxTokensField, customTools, plainRoles }: TranslationTarget): ChatTraits {
  const { name, type } = backend;
  const openAiServer = isOpenAiServer(type);
  const openAiFields = openAiServer || type === "openrouter";
  return {
    name,
    maxTokensField,
    customTools,
    plainRoles,
    openAiFields,
    openAiServer,
    serviceTier: openAiFields || type === "groq",
    reasoningMember: reasoningMember(type, address),
  };
}

/** OpenAI, Azure and Mistral reject unknown members in messages, and have none for reasoning. */
function reasoningMember(type: string, address: string): ChatTraits["reasoningMember"] {
  if (type === "groq") return "reasoning";
  const strict =
    type === "mistral" || type === "azure-openai" || (type === "openai" && address === "https://api.openai.com");
  return strict ? null : "reasoning_content";
}
