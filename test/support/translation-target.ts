import type { Backend } from "../../runtime/contract/backend.ts";
import { isOpenAiServer } from "../../runtime/protocols/chat/dialect/openai-server.ts";
import { plainRoles } from "../../runtime/protocols/chat/dialect/plain-roles.ts";
import type { TranslationTarget } from "../../runtime/protocols/codec.ts";

/** A backend as a translation sees it. */
export function targetOf(backend: Backend): TranslationTarget {
  const known = { backend, maxTokensField: "max_completion_tokens", customTools: true } as const;
  if (backend.kind === "mock") return { ...known, plainRoles: null, address: backend.name };
  if (backend.kind === "codex") return { ...known, plainRoles: null, address: backend.origin };
  const { origin, maxTokensField, customTools } = backend;
  const roles = isOpenAiServer(backend.type) ? null : plainRoles;
  const address = typeof origin === "string" ? origin : backend.name;
  return { backend, address, maxTokensField, customTools, plainRoles: roles };
}
