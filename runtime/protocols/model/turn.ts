import type { Block, Node } from "./block.ts";
import type { Family } from "./extras.ts";

/**
 * A part of the conversation. Consecutive turns may have the same role; an encoder joins them if its protocol requires that.
 */
export type Turn = Message | ForeignTurn;

export interface Message extends Node {
  /** `developer`: OpenAI's second kind of instructions; a system message in all other protocols. */
  readonly role: "system" | "developer" | "user" | "assistant";
  readonly content: Content;
}

/** Plain text, as in most messages, or blocks. */
export type Content = string | readonly Block[];

/** Something that only its own family supports, such as the item of a hosted tool. */
export interface ForeignTurn {
  readonly role: "foreign";
  readonly family: Family;
  readonly value: unknown;
  /** Its place in the client's request: `input[3]`. */
  readonly place: string;
}
