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
  /** What only its own family has: a part that nobody knows. */
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
  /** Of the file; null where it has none. */
  readonly name: string | null;
}

export interface ReasoningBlock extends Node {
  readonly kind: "reasoning";
  readonly text: string;
  readonly continuation: Continuation | null;
}

/** A tool that the model calls. */
export interface Call {
  readonly kind: "call";
  readonly id: string;
  readonly tool: "function" | "custom";
  readonly name: string;
  /** Of the tools that it belongs to; null for most. */
  readonly namespace: string | null;
  /** A function's arguments as JSON text, a custom tool's input as it is. */
  readonly input: string;
  readonly continuation: Continuation | null;
}

export interface ResultBlock extends Node {
  readonly kind: "result";
  /** The id of the call that it answers. */
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
  /** May be a `data:` URL: what comes as one and goes as one is never taken apart. */
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "bytes"; readonly type: string; readonly base64: string }
  | { readonly kind: "file"; readonly id: string };

/** What most parts of a request may carry. */
export interface Node {
  readonly extras: Extras | null;
  /** Where a provider is asked to cache the prompt up to here, and for how long. */
  readonly cache: CacheHint | null;
}

export interface CacheHint {
  readonly ttl: "5m" | "1h" | null;
}
