import type { Continuation } from "./continuation.ts";
import type { Extras, Family } from "./extras.ts";

/** One piece of a message, in the client's order. */
export type Block =
  | TextBlock
  | RefusalBlock
  | MediaBlock
  | ReasoningBlock
  | (Node & Call)
  | ResultBlock
  /** Something that only its own family supports: an unknown part. */
  | ForeignBlock;

export interface TextBlock extends Node {
  readonly kind: "text";
  readonly text: string;
}

export interface RefusalBlock extends Node {
  readonly kind: "refusal";
  readonly text: string;
}

export interface MediaBlock extends Node {
  readonly kind: "media";
  readonly of: "image" | "audio" | "document";
  readonly media: Media;
  /** The file's name; null if it has none. */
  readonly name: string | null;
}

export interface ReasoningBlock extends Node {
  readonly kind: "reasoning";
  readonly text: string;
  readonly continuation: Continuation | null;
}

/** A tool call of the model. */
export interface Call {
  readonly kind: "call";
  readonly id: string;
  readonly tool: "function" | "custom";
  readonly name: string;
  /** The namespace of the tool; null for most. */
  readonly namespace: string | null;
  /** A function's arguments as JSON text, or a custom tool's input. */
  readonly input: string;
  readonly continuation: Continuation | null;
}

export interface ResultBlock extends Node {
  readonly kind: "result";
  /** The id of the call that it is the result of. */
  readonly call: string;
  readonly failed: boolean;
  readonly content: string | readonly Block[];
}

export interface ForeignBlock {
  readonly kind: "foreign";
  readonly family: Family;
  readonly value: unknown;
}

export type Media =
  /** May be a `data:` URL: a URL that stays one is never taken apart. */
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "bytes"; readonly type: string; readonly base64: string }
  | { readonly kind: "file"; readonly id: string };

/** What most parts of a request can have. */
export interface Node {
  readonly extras: Extras | null;
  /** Whether the provider should cache the prompt up to here, and for how long. */
  readonly cache: CacheHint | null;
}

export interface CacheHint {
  readonly ttl: "5m" | "1h" | null;
}
