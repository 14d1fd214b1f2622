import type { JsonObject } from "../../json/json-object.ts";
import type { CalledTool } from "../../model/answer-sink.ts";

export interface CallMembers {
  readonly type: "function" | "custom";
  readonly function?: JsonObject;
  readonly custom?: JsonObject;
}

/** The members that a call and its first delta have in common. */
export function callMembers({ tool, name, namespace }: CalledTool, input: string): CallMembers {
  const named = namespace === null ? { name } : { name, namespace };
  return tool === "custom"
    ? { type: tool, custom: { ...named, input } }
    : { type: tool, function: { ...named, arguments: input } };
}
