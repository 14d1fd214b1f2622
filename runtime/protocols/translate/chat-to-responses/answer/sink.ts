import type { JsonObject } from "../../../sse/json-object.ts";

/** Takes an answer piece by piece, in the order in which a reader is to have it. */
export interface Sink {
  /** `tokens` are the text's own logprobs in chat's shape; none where there are none, or where they come later. */
  content(text: string, tokens: readonly JsonObject[]): void;
  refusal(text: string): void;
  reasoning(text: string): void;
  /** What the client is to send back for the upstream to go on thinking where it was. */
  reasoningItem(item: JsonObject): void;
  annotations(annotations: readonly JsonObject[]): void;
  /** Its input follows in pieces. */
  call(call: Call): void;
  input(call: Call, piece: string): void;
}

export interface Call {
  /** Counted from 0 through all calls of the answer. */
  readonly index: number;
  readonly id: string;
  readonly type: "function" | "custom";
  readonly name: string;
  /** Of the tools that it belongs to; null for most. */
  readonly namespace: string | null;
}
