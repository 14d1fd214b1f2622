import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, textOf, wordOf } from "../json.ts";
import { callOf, isOutput } from "./calls.ts";
import { plainText, userContent } from "./content.ts";
import { gatheredMessages } from "./gathered-messages.ts";
import { pendingOutputs } from "./pending-outputs.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

export interface Messages {
  readonly messages: readonly JsonObject[];
  readonly warnings: readonly string[];
}

/** `instructions` and `input` as the messages of chat. */
export function messagesOf({ instructions, input }: JsonObject, names: ToolNames, traits: ChatTraits): Messages {
  const told = plainText(instructionsText(instructions), "\n\n");
  const system = told === "" ? [] : [{ role: "system", content: told }];
  if (typeof input === "string") return { messages: [...system, { role: "user", content: input }], warnings: [] };
  const warnings: string[] = [];
  const gathered = gatheredMessages(pendingOutputs(listOf(input).filter(isObject)), traits);
  for (const [index, item] of listOf(input).entries()) {
    const call = isObject(item) ? callOf(item, names, traits) : null;
    if (!isObject(item)) warnings.push(`input[${index}]: not an item, left out`);
    else if (call !== null) gathered.call(call);
    else if (isOutput(item)) gathered.output(item);
    else if (item.type === "reasoning") gathered.reason(reasoningText(item));
    else if (!isMessage(item)) {
      const known = item.type === "additional_tools";
      if (!known)
        warnings.push(`input[${index}] (${wordOf(item.type) ?? "?"}): not available at ${traits.name}, left out`);
    } else if (item.role === "assistant") gathered.say(item.content);
    else gathered.push(messageOf(item, traits));
  }
  const messages = [...system, ...gathered.all()];
  return { messages: traits.openAiFields ? messages : withOneSystem(messages), warnings };
}

function isMessage(item: JsonObject): boolean {
  return item.type === "message" || ((item.type ?? null) === null && item.role !== undefined);
}

/** A response that is sent back may hold them as the items that they were made of. */
function instructionsText(instructions: unknown): unknown {
  if (!Array.isArray(instructions)) return instructions;
  return instructions.filter(isObject).map(({ content }) => ({ text: plainText(content, "\n") }));
}

/** The role developer is OpenAI's own; for other servers it is system. */
function messageOf({ role, content }: JsonObject, { openAiServer }: ChatTraits): JsonObject {
  if (role !== "system" && role !== "developer") return { role: wordOf(role) ?? "user", content: userContent(content) };
  return { role: openAiServer ? role : "system", content: plainText(content, "\n") };
}

/** Templates of open models know one system message, and only in front: those in front become one. */
function withOneSystem(messages: readonly JsonObject[]): readonly JsonObject[] {
  const found = messages.findIndex(({ role }) => role !== "system");
  const count = found < 0 ? messages.length : found;
  if (count < 2) return messages;
  const content = messages.slice(0, count).map((message) => textOf(message.content));
  return [{ role: "system", content: content.join("\n\n") }, ...messages.slice(count)];
}

function reasoningText({ summary, content }: JsonObject): string {
  const summarised = plainText(summary, "\n\n");
  return summarised === "" ? plainText(content, "\n\n") : summarised;
}
