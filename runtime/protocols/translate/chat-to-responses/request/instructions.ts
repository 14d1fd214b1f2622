import { isObject } from "../../../sse/json-object.ts";

export interface Led {
  /** null where no such message leads. */
  readonly instructions: string | null;
  /** How many messages it stands for. */
  readonly taken: number;
}

/**
 * The system and developer messages in front of a conversation, as its instructions: some upstreams take no request
 * without. One stays a message where nothing else would be left to answer.
 */
export function leadingInstructions(messages: readonly unknown[]): Led {
  const texts: string[] = [];
  for (const message of messages.slice(0, -1)) {
    const text = instructionIn(message);
    if (text === null) break;
    texts.push(text);
  }
  const told = texts.filter((text) => text !== "");
  return { instructions: told.length === 0 ? null : told.join("\n\n"), taken: texts.length };
}

/** null where a message is no instruction, or says more than text can. */
function instructionIn(message: unknown): string | null {
  if (!isObject(message) || (message.role !== "system" && message.role !== "developer")) return null;
  const { content } = message;
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const texts = content.map(plainText);
  return texts.every((text) => text !== null) ? texts.join("") : null;
}

function plainText(part: unknown): string | null {
  const plain = isObject(part) && part.type === "text" && !("prompt_cache_breakpoint" in part);
  return plain && typeof part.text === "string" ? part.text : null;
}
