import type { JsonObject } from "../../../sse/json-object.ts";
import { textOf } from "../json.ts";
import { type AssistantTurn, assistantTurn } from "./assistant-turn.ts";
import type { ToolOutput } from "./calls.ts";
import type { PendingOutputs } from "./pending-outputs.ts";
import type { ChatTraits } from "./traits.ts";

/** The messages of chat while the items that they are made of go by. */
export interface GatheredMessages {
  /** What is neither the assistant's nor a tool's. */
  push(message: JsonObject): void;
  say(content: unknown): void;
  call(call: JsonObject): void;
  reason(text: string): void;
  /** The output of a call, where it stands. */
  output(item: JsonObject): void;
  all(): JsonObject[];
}

export function gatheredMessages(outputs: PendingOutputs, traits: ChatTraits): GatheredMessages {
  const messages: JsonObject[] = [];
  let turn: AssistantTurn | null = null;
  /** Of the turn's next text or call. */
  let reasoning: string[] = [];

  const open = (): AssistantTurn => {
    turn ??= assistantTurn();
    for (const text of reasoning) turn.addReasoning(text);
    reasoning = [];
    return turn;
  };
  /** Many servers want each call's output right behind the message that called. */
  const close = (): void => {
    const message = turn?.message(traits.reasoningMember) ?? null;
    const calls = turn?.calls ?? [];
    turn = null;
    if (message === null) return;
    messages.push(message);
    pushOutputs(calls.flatMap(({ id }) => outputs.take(textOf(id)) ?? []));
  };
  /** Images and files follow as a user's, behind the last of the outputs, for tool messages hold texts only. */
  const pushOutputs = (told: readonly ToolOutput[]): void => {
    for (const { id, text, attached } of told) {
      const content = text === "" && attached.length > 0 ? "The output follows in the next message." : text;
      messages.push({ role: "tool", tool_call_id: id, content });
    }
    const attached = told.flatMap(({ id, attached: parts }) =>
      parts.length === 0 ? [] : [{ type: "text", text: `Output of the tool call ${id}:` }, ...parts],
    );
    if (attached.length > 0) messages.push({ role: "user", content: attached });
  };

  return {
    push(message) {
      close();
      reasoning = [];
      messages.push(message);
    },
    say(content) {
      if (turn !== null && !turn.takesText()) close();
      open().addText(content);
    },
    call: (call) => open().addCall(call),
    reason(text) {
      if (text !== "") reasoning.push(text);
    },
    output(item) {
      close();
      const alone = outputs.takeFrom(item);
      if (alone !== null) pushOutputs([alone]);
    },
    all() {
      close();
      return messages;
    },
  };
}
