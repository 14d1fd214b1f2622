import type { Block, Node } from "./block.ts";
import type { Family } from "./extras.ts";

/** A part of the conversation. Turns of the same role may follow each other; an encoder whose protocol wants one joins them. */
export type Turn = Message | ForeignTurn;

export interface Message extends Node {
  /** `developer`: OpenAI's second kind of instructions; a system message everywhere else. */
  readonly role: "system" | "developer" | "user" | "assistant";
  readonly content: Content;
}

/** A bare text, as most messages have it, or blocks. */
export type Content = string | readonly Block[];

/** What only its own family has, such as the item of a hosted tool. */
export interface ForeignTurn {
  readonly role: "foreign";
  readonly family: Family;
  readonly value: unknown;
  /** Where the client wrote it: `input[3]`. */
  readonly place: string;
}
