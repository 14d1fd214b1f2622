import type { Node } from "./block.ts";

/** A tool that a request offers. `foreign`: one that only its own family has, such as a hosted search. */
export interface Tool extends Node {
  readonly kind: "function" | "custom" | "foreign";
  readonly name: string;
  /** Of the tools that it belongs to; null for most. */
  readonly namespace: string | null;
  readonly description: string | null;
  /** The JSON Schema of a function's arguments, the format of a custom tool's input, all of a foreign tool. */
  readonly input: unknown;
  readonly strict: boolean | null;
}

export type ToolChoice =
  | { readonly kind: "auto" | "none" | "required" }
  | { readonly kind: "one"; readonly name: string; readonly namespace: string | null }
  | { readonly kind: "some"; readonly names: readonly ToolName[]; readonly required: boolean };

export interface ToolName {
  readonly name: string;
  readonly namespace: string | null;
}
