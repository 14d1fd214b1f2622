import type { Continuation } from "./continuation.ts";
import type { Extras, Family } from "./extras.ts";

/** One piece of a turn, in the order in which it was said. */
export type Block = Node &
  (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "refusal"; readonly text: string }
    | { readonly kind: "media"; readonly of: "image" | "audio" | "document"; readonly media: Media }
    | { readonly kind: "reasoning"; readonly text: string; readonly continuation: Continuation | null }
    | Call
    | {
        readonly kind: "result";
        /** The id of the call that it answers. */
        readonly call: string;
        readonly failed: boolean;
        readonly content: readonly Block[];
      }
    /** What only its own family has: an item of a hosted tool, a part that nobody knows. */
    | { readonly kind: "foreign"; readonly family: Family; readonly value: unknown }
  );

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

export type Media =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "bytes"; readonly type: string; readonly base64: string }
  | { readonly kind: "file"; readonly id: string };

/** What every part of a request may carry. */
export interface Node {
  readonly extras: Extras | null;
  /** Where a provider is asked to cache the prompt up to here, and for how long. */
  readonly cache: CacheHint | null;
}

export interface CacheHint {
  readonly ttl: "5m" | "1h" | null;
}
