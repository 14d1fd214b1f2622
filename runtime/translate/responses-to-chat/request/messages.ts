import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { listOf, textOf, wordOf } from "../json.ts";
import { type AssistantTurn, assistantTurn } from "./assistant-turn.ts";
import { callOf, isOutput, type ToolOutput } from "./calls.ts";
import { plainText, userContent } from "./content.ts";
import { pendingOutputs } from "./pending-outputs.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

export interface Messages {
  readonly messages: readonly JsonObject[];
  readonly warnings: readonly string[];
}

/** `instructions` and `input` as the messages of chat. */
export function messagesOf({ instructions, input }: JsonObject, names: ToolNames, traits: ChatTraits): Messages {
  const messages: JsonObject[] = [];
  const warnings: string[] = [];
  const instructing = plainText(instructionsText(instructions), "\n\n");
  if (instructing !== "") messages.push({ role: "system", content: instructing });
  if (typeof input === "string") {
    messages.push({ role: "user", content: input });
    return { messages, warnings };
  }
  const items = listOf(input).filter(isObject);
  const outputs = pendingOutputs(items);
  let turn: AssistantTurn | null = null;
  let reasoning: string[] = [];

  const open = (): AssistantTurn => {
    turn ??= assistantTurn();
    for (const text of reasoning) turn.addReasoning(text);
    reasoning = [];
    return turn;
  };
  /** Many servers want each call's answer right behind the message that called. */
  const close = (): void => {
    const message = turn?.message(traits.reasoningMember) ?? null;
    const calls = turn?.calls ?? [];
    turn = null;
    if (message === null) return;
    messages.push(message);
    pushOutputs(
      messages,
      calls.flatMap(({ id }) => outputs.take(textOf(id)) ?? []),
    );
  };

  for (const [index, item] of listOf(input).entries()) {
    if (!isObject(item)) {
      warnings.push(`input[${index}]: not an item, left out`);
      continue;
    }
    const call = callOf(item, names, traits);
    if (call !== null) open().addCall(call);
    else if (isOutput(item)) {
      close();
      const alone = outputs.takeFrom(item);
      if (alone !== null) pushOutputs(messages, [alone]);
    } else if (item.type === "reasoning") {
      const text = reasoningText(item);
      if (text !== "") reasoning.push(text);
    } else if (isMessage(item) && item.role === "assistant") {
      if (turn !== null && !(turn as AssistantTurn).takesText()) close();
      open().addText(item.content);
    } else if (isMessage(item)) {
      close();
      reasoning = [];
      pushMessage(messages, item, traits);
    } else if (!SILENT.has(item.type)) {
      warnings.push(`input[${index}] (${wordOf(item.type) ?? "?"}): not available at ${traits.name}, left out`);
    }
  }
  close();
  return { messages, warnings };
}

/** Tools that it brings are offered all the same. */
const SILENT: ReadonlySet<unknown> = new Set(["additional_tools"]);

function isMessage(item: JsonObject): boolean {
  return item.type === "message" || ((item.type ?? null) === null && item.role !== undefined);
}

/** A response that is sent back may hold them as the items that they were made of. */
function instructionsText(instructions: unknown): unknown {
  if (!Array.isArray(instructions)) return instructions;
  return instructions.filter(isObject).map(({ content }) => ({ text: plainText(content, "\n") }));
}

function pushMessage(messages: JsonObject[], { role, content }: JsonObject, traits: ChatTraits): void {
  if (role !== "system" && role !== "developer") {
    messages.push({ role: wordOf(role) ?? "user", content: userContent(content) });
    return;
  }
  const text = plainText(content, "\n");
  const last = messages.at(-1);
  // Templates of open models know one system message, and only in front.
  if (!traits.openAiFields && messages.length === 1 && last?.role === "system") {
    messages[0] = { role: "system", content: `${textOf(last.content)}\n\n${text}` };
    return;
  }
  messages.push({ role: traits.openAiServer ? role : "system", content: text });
}

/** Images and files follow as a user's, behind the last of the outputs, for tool messages hold texts only. */
function pushOutputs(messages: JsonObject[], outputs: readonly ToolOutput[]): void {
  for (const { id, text, attached } of outputs) {
    const content = text === "" && attached.length > 0 ? "The output follows in the next message." : text;
    messages.push({ role: "tool", tool_call_id: id, content });
  }
  const attached = outputs.flatMap((output) =>
    output.attached.length === 0
      ? []
      : [{ type: "text", text: `Output of the tool call ${output.id}:` }, ...output.attached],
  );
  if (attached.length > 0) messages.push({ role: "user", content: attached });
}

function reasoningText({ summary, content }: JsonObject): string {
  const summarised = plainText(summary, "\n\n");
  return summarised === "" ? plainText(content, "\n\n") : summarised;
}
