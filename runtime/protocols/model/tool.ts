import type { Node } from "./block.ts";
import type { Family } from "./extras.ts";

/** What a request offers to the model. */
export type Tool = ClientTool | ForeignTool;

/** A tool that the client runs. */
export interface ClientTool extends Node {
  readonly kind: "function" | "custom";
  readonly name: string;
  /** The namespace of the tool; null for most. */
  readonly namespace: string | null;
  readonly description: string | null;
  /** The JSON Schema of a function's arguments, or the format of a custom tool's input; null if there is none. */
  readonly input: unknown;
  readonly strict: boolean | null;
}

/** A tool that only its own family supports, such as a hosted search. */
export interface ForeignTool {
  readonly kind: "foreign";
  readonly family: Family;
  readonly value: unknown;
  /** Its place in the client's request: `tools[2]`. */
  readonly place: string;
}

export type ToolChoice =
  | { readonly kind: "auto" | "none" | "required" }
  | { readonly kind: "one"; readonly tool: ToolReference }
  | { readonly kind: "some"; readonly tools: readonly AllowedTool[]; readonly required: boolean }
  /** A choice that only its own family supports, such as that of a hosted tool. */
  | ForeignChoice;

export interface ForeignChoice {
  readonly kind: "foreign";
  readonly family: Family;
  readonly value: unknown;
}

export interface ToolReference {
  readonly kind: "function" | "custom";
  readonly name: string;
  readonly namespace: string | null;
}

export type AllowedTool =
  | ToolReference
  /** All tools of a namespace. */
  | { readonly kind: "namespace"; readonly name: string }
  | ForeignChoice;
