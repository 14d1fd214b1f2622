import type { Node } from "./block.ts";
import type { Family } from "./extras.ts";
import type { Tool, ToolChoice } from "./tool.ts";
import type { Turn } from "./turn.ts";

/** A request to a model, in no protocol's words. A member that is null was not given. */
export interface Ask extends Node {
  readonly words: Words;
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly choice: ToolChoice | null;
  /** Whether the model may call several tools at once; null leaves it to the target. */
  readonly parallelCalls: boolean | null;
  /** The most tokens of the answer; null for the target's own limit. */
  readonly limit: number | null;
  readonly stop: readonly string[];
  readonly sampling: Sampling;
  readonly reasoning: Reasoning | null;
  readonly format: Format | null;
  /** How many answers; nearly always 1. */
  readonly answers: number;
  readonly stream: boolean;
}

/** What the client's protocol calls the members that the model has words for: warnings and errors speak of them. */
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
  /** One that only its own family has. */
  | { readonly kind: "foreign"; readonly family: Family; readonly value: unknown };
