import type { Backend } from "../../runtime/contract.ts";
import type { TranslationTarget } from "../../runtime/protocols/codec.ts";

/** A backend as a translation sees it. */
export function targetOf(backend: Backend): TranslationTarget {
  const known = { backend, maxTokensField: "max_completion_tokens", customTools: true } as const;
  if (backend.kind === "mock") return { ...known, address: backend.name };
  if (backend.kind === "codex") return { ...known, address: backend.origin };
  const { origin, maxTokensField, customTools } = backend;
  return { backend, address: origin, maxTokensField, customTools };
}
