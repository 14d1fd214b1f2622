import type { Node } from "./block.ts";
import type { Family } from "./extras.ts";
import type { Tool, ToolChoice } from "./tool.ts";
import type { Turn } from "./turn.ts";

/** A request to a model, independent of protocols. A member that is null was not given. */
export interface Ask extends Node {
  readonly words: Words;
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly choice: ToolChoice | null;
  /** Whether the model may call several tools at once; null leaves it to the target. */
  readonly parallelCalls: boolean | null;
  /** The maximum number of output tokens; null for the target's own limit. */
  readonly limit: number | null;
  readonly stop: readonly string[];
  readonly sampling: Sampling;
  readonly reasoning: Reasoning | null;
  readonly format: Format | null;
  /** How many answers are requested; nearly always 1. */
  readonly answers: number;
  readonly stream: boolean;
}

/** The client's protocol's names for members of the model, for use in warnings and errors. */
export interface Words {
  readonly turns: string;
  readonly choice: string;
  readonly limit: string;
  readonly stop: string;
  readonly topK: string;
  readonly seed: string;
  readonly answers: string;
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
  | {
      readonly kind: "schema";
      readonly name: string;
      readonly schema: unknown;
      /** null leaves it to the protocol. */
      readonly strict: boolean | null;
      /** Other members of the format: a description. */
      readonly extras: Node["extras"];
    }
  /** A format that only its own family supports. */
  | { readonly kind: "foreign"; readonly family: Family; readonly value: unknown };
