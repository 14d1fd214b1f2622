import type { HttpBackend } from "../../../contract/http-backend.ts";
import type { Dialect } from "../../endpoints/dialect.ts";
import { withKnownLimit } from "./known-limit.ts";
import { withKnownRoles } from "./known-roles.ts";
import { withOneReasoning } from "./one-reasoning.ts";
import { isOpenAiServer } from "./openai-server.ts";

/** How chat completions differ at backends of this type, for clients whose requests are not translated. */
export function dialectOf({ type, maxTokensField }: Pick<HttpBackend, "type" | "maxTokensField">): Dialect {
  const openAi = isOpenAiServer(type);
  // The other servers know both names.
  const limit = openAi || maxTokensField === "max_tokens" ? maxTokensField : null;
  const reasoning = type === "openrouter";
  return ({ protocol }, request, edits) => {
    if (protocol !== "chat") return edits;
    let all = limit === null ? edits : withKnownLimit(request, edits, limit);
    if (!openAi) all = withKnownRoles(request, all);
    return reasoning ? withOneReasoning(request, all) : all;
  };
}
