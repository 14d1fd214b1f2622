import type { Block, Node } from "./block.ts";
import type { Tool, ToolChoice } from "./tool.ts";

/** A request to a model, in no protocol's words. */
export interface Ask extends Node {
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly choice: ToolChoice;
  /** Whether the model may call several tools at once; null leaves it to the target. */
  readonly parallelCalls: boolean | null;
  /** The most tokens of the answer; null for the target's own limit. */
  readonly limit: number | null;
  readonly stop: readonly string[];
  readonly sampling: Sampling;
  readonly reasoning: Reasoning | null;
  readonly format: Format;
  /** How many answers; nearly always 1. */
  readonly answers: number;
  readonly stream: boolean;
}

export interface Turn extends Node {
  readonly role: "system" | "user" | "assistant";
  readonly blocks: readonly Block[];
}

export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly seed: number | null;
}

export interface Reasoning {
  readonly effort: string | null;
  /** Tokens. */
  readonly budget: number | null;
  /** Whether the client wants to see it. */
  readonly shown: boolean;
}

export type Format =
  | { readonly kind: "text" | "json" }
  | { readonly kind: "schema"; readonly name: string; readonly schema: unknown; readonly strict: boolean };
