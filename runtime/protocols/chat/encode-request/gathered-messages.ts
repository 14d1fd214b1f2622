import type { JsonObject } from "../../json/json-object.ts";
import type { Block, Call, ResultBlock } from "../../model/block.ts";
import { AssistantMessage } from "./assistant-message.ts";
import { chatPart, plainText, textOfBlock } from "./parts.ts";
import type { PendingResults } from "./pending-results.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

/** Assembles chat messages from turns. */
export class GatheredMessages {
  readonly #messages: JsonObject[] = [];
  readonly #results: PendingResults;
  readonly #names: ToolNames;
  readonly #traits: ChatTraits;
  #open: AssistantMessage | null = null;
  /** The reasoning of the next text or call. */
  #reasoning: string[] = [];

  constructor(results: PendingResults, names: ToolNames, traits: ChatTraits) {
    this.#results = results;
    this.#names = names;
    this.#traits = traits;
  }

  /** Adds a message that is neither the assistant's nor a tool's. */
  push(message: JsonObject): void {
    this.#close();
    if (this.#reasoning.length > 0) this.#reasoning = [];
    this.#messages.push(message);
  }

  say(content: string | readonly Block[]): void {
    if (this.#open !== null && !this.#open.takesText) this.#close();
    this.#assistant().addText(content);
  }

  call(call: Call): void {
    this.#assistant().calls.push(call);
  }

  reason(text: string): void {
    if (text !== "") this.#reasoning.push(text);
  }

  /** Adds a call's result at its place in the conversation. */
  result(result: ResultBlock): void {
    this.#close();
    if (this.#results.takeAlone(result)) this.#pushResults([result]);
  }

  all(): readonly JsonObject[] {
    this.#close();
    return this.#messages;
  }

  #assistant(): AssistantMessage {
    this.#open ??= new AssistantMessage();
    for (const text of this.#reasoning) this.#open.addReasoning(text);
    if (this.#reasoning.length > 0) this.#reasoning = [];
    return this.#open;
  }

  /** Many servers require each call's result directly after the message with the call. */
  #close(): void {
    const open = this.#open;
    this.#open = null;
    const message = open?.message(this.#names, this.#traits) ?? null;
    if (message === null) return;
    this.#messages.push(message);
    const found: ResultBlock[] = [];
    for (const { id } of open?.calls ?? []) {
      const result = this.#results.take(id);
      if (result !== null) found.push(result);
    }
    this.#pushResults(found);
  }

  /** Tool messages contain only text, so images and files follow the last result as a user's message. */
  #pushResults(results: readonly ResultBlock[]): void {
    const attached: unknown[] = [];
    for (const { call, content } of results) {
      const text = plainText(content, "\n");
      const media = typeof content === "string" ? [] : content.filter((block) => textOfBlock(block) === null);
      const shown = text === "" && media.length > 0 ? "The output follows in the next message." : text;
      this.#messages.push({ role: "tool", tool_call_id: call, content: shown });
      if (media.length > 0)
        attached.push({ type: "text", text: `Output of the tool call ${call}:` }, ...media.map(chatPart));
    }
    if (attached.length > 0) this.#messages.push({ role: "user", content: attached });
  }
}
