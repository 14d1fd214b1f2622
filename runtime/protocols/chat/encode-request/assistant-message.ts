import type { JsonObject } from "../../json/json-object.ts";
import type { Block, Call } from "../../model/block.ts";
import { chatCall } from "./chat-calls.ts";
import { textOfBlock } from "./parts.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

/** One assistant message being assembled: its reasoning, text and calls may come as separate turns. */
export class AssistantMessage {
  #text: string | null = null;
  #refusal: string | null = null;
  #reasoning = "";
  readonly calls: Call[] = [];

  /** Whether a text can be added: a second one is another message. */
  get takesText(): boolean {
    return this.#text === null;
  }

  addText(content: string | readonly Block[]): void {
    if (typeof content === "string") {
      this.#text = content;
      return;
    }
    this.#text = "";
    for (const block of content) {
      if (block.kind === "refusal") this.#refusal = (this.#refusal ?? "") + block.text;
      else this.#text += textOfBlock(block) ?? "";
    }
  }

  addReasoning(text: string): void {
    this.#reasoning = this.#reasoning === "" ? text : `${this.#reasoning}\n\n${text}`;
  }

  /** null if there is nothing in it. */
  message(names: ToolNames, traits: ChatTraits): JsonObject | null {
    const { calls } = this;
    if (this.#text === null && calls.length === 0) return null;
    const text = this.#text ?? "";
    const isSilent = text === "" && (calls.length > 0 || this.#refusal !== null);
    const message: Record<string, unknown> = { role: "assistant", content: isSilent ? null : text };
    if (this.#refusal !== null) message.refusal = this.#refusal;
    if (this.#reasoning !== "" && traits.reasoningMember !== null) message[traits.reasoningMember] = this.#reasoning;
    if (calls.length > 0) message.tool_calls = calls.map((call) => chatCall(call, names, traits));
    return message;
  }
}
