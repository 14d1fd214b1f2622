import type { Block, Call, ResultBlock } from "../../model/block.ts";
import type { JsonObject } from "../../sse/json-object.ts";
import { AssistantMessage } from "./assistant-message.ts";
import { chatPart, plainText, textOfBlock } from "./parts.ts";
import type { PendingResults } from "./pending-results.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

/** The messages of chat while the turns that they are made of go by. */
export class GatheredMessages {
  readonly #messages: JsonObject[] = [];
  readonly #results: PendingResults;
  readonly #names: ToolNames;
  readonly #traits: ChatTraits;
  #open: AssistantMessage | null = null;
  /** Of the next text or call. */
  #reasoning: string[] = [];

  constructor(results: PendingResults, names: ToolNames, traits: ChatTraits) {
    this.#results = results;
    this.#names = names;
    this.#traits = traits;
  }

  /** What is neither the assistant's nor a tool's. */
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

  /** The result of a call, where it stands. */
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

  /** Many servers want each call's result right behind the message that called. */
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

  /** Images and files follow as a user's, behind the last of the results, for tool messages hold texts only. */
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
