/** What real clients send beside what the API documents, and the API takes. */
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";

/** The same request in documented words, so that all the rest of it can be held to them. */
export function inKnownFields({ client_metadata: _, ...fields }: Json): Json {
  const input: readonly unknown[] = Array.isArray(fields.input) ? fields.input : [];
  const adding = input.filter((item): item is Json => isObject(item) && item.type === "additional_tools");
  const added = adding.flatMap(({ tools }) => (Array.isArray(tools) ? (tools as readonly Json[]) : []));
  const tools: readonly unknown[] = Array.isArray(fields.tools) ? fields.tools : [];
  return {
    ...fields,
    ...(input.length > 0 && {
      input: input.filter((item) => !(adding as readonly unknown[]).includes(item)).map(withoutInternals),
    }),
    ...(tools.length + added.length > 0 && { tools: [...tools, ...added].map(saysStrict) }),
  };
}

function saysStrict(tool: unknown): unknown {
  return isObject(tool) && tool.type === "function" && !("strict" in tool) ? { ...tool, strict: null } : tool;
}

function withoutInternals(item: unknown): unknown {
  if (!isObject(item)) return item;
  const { internal_chat_message_metadata_passthrough: _, ...known } = item;
  return known;
}
