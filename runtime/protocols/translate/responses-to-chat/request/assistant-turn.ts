import type { JsonObject } from "../../../sse/json-object.ts";
import { assistantContent } from "./content.ts";

/** One assistant message while it is gathered: text, reasoning and calls of a turn are items of their own in Responses. */
export interface AssistantTurn {
  /** Whether a message of the assistant belongs to it: a second text is another message. */
  takesText(): boolean;
  addText(content: unknown): void;
  addCall(call: JsonObject): void;
  addReasoning(text: string): void;
  readonly calls: readonly JsonObject[];
  /** null where nothing was said. */
  message(reasoningMember: string | null): JsonObject | null;
}

export function assistantTurn(): AssistantTurn {
  const calls: JsonObject[] = [];
  const reasoning: string[] = [];
  let said: ReturnType<typeof assistantContent> | null = null;
  return {
    calls,
    takesText: () => said === null,
    addText(content) {
      said = assistantContent(content);
    },
    addCall: (call) => void calls.push(call),
    addReasoning: (text) => void reasoning.push(text),
    message(reasoningMember) {
      if (said === null && calls.length === 0) return null;
      const text = said?.text ?? "";
      const refusal = said?.refusal ?? null;
      const silent = text === "" && (calls.length > 0 || refusal !== null);
      return {
        role: "assistant",
        content: silent ? null : text,
        ...(refusal === null ? {} : { refusal }),
        ...(reasoning.length === 0 || reasoningMember === null ? {} : { [reasoningMember]: reasoning.join("\n\n") }),
        ...(calls.length === 0 ? {} : { tool_calls: calls }),
      };
    },
  };
}
