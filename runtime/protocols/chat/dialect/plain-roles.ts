import { isObject, type JsonObject } from "../../json/json-object.ts";

/**
 * Chat messages for servers that are not OpenAI's: they do not know the role developer, and the templates of open models have
 * one system message, at the start. Those at the start are joined; later ones become a user's, in their place, because what
 * they say often refers to it. The same array if nothing changes.
 */
export function plainRoles(messages: readonly unknown[]): readonly unknown[] {
  const leading = leadingCount(messages);
  const changes = messages.some((message, index) => isInstruction(message) && (index > 0 || message.role !== "system"));
  if (!changes) return messages;
  const rest = messages
    .slice(leading)
    .map((message) => (isInstruction(message) ? { ...message, role: "user" } : message));
  return leading === 0 ? rest : [joined(messages.slice(0, leading).filter(isObject)), ...rest];
}

function leadingCount(messages: readonly unknown[]): number {
  const found = messages.findIndex((message) => !isInstruction(message));
  return found < 0 ? messages.length : found;
}

function isInstruction(message: unknown): message is JsonObject {
  return isObject(message) && (message.role === "system" || message.role === "developer");
}

function joined(messages: readonly JsonObject[]): JsonObject {
  const contents = messages.map(({ content }) => content);
  const [first = {}, second] = messages;
  if (second === undefined) return { ...first, role: "system" };
  if (contents.every((content) => typeof content === "string"))
    return { ...first, role: "system", content: contents.join("\n\n") };
  const parts = contents.flatMap((content) =>
    typeof content === "string" ? [{ type: "text", text: content }] : Array.isArray(content) ? content : [],
  );
  return { ...first, role: "system", content: parts };
}
