import type { JsonObject } from "../../../sse/json-object.ts";

export type ItemStatus = "in_progress" | "completed" | "incomplete";

export function reasoningItem(id: string, text: string): JsonObject {
  return { id, type: "reasoning", summary: [{ type: "summary_text", text }] };
}

export function messageItem(id: string, status: ItemStatus, content: readonly JsonObject[]): JsonObject {
  return { id, type: "message", status, role: "assistant", content };
}

export function textPart(
  text: string,
  annotations: readonly JsonObject[],
  logprobs: readonly JsonObject[],
): JsonObject {
  return { type: "output_text", text, annotations, logprobs };
}

export function refusalPart(refusal: string): JsonObject {
  return { type: "refusal", refusal };
}

/** What a call says from its beginning. */
export interface CallHead {
  readonly id: string;
  readonly kind: "function" | "custom";
  readonly callId: string;
  readonly name: string;
  readonly namespace: string | null;
}

/** `given`: the arguments of a function, the input of a custom tool. */
export function callItem(
  { id, kind, callId, name, namespace }: CallHead,
  status: ItemStatus,
  given: string,
): JsonObject {
  const own = kind === "function" ? { arguments: given } : { input: given };
  const place = namespace === null ? {} : { namespace };
  const type = kind === "function" ? "function_call" : "custom_tool_call";
  return { id, type, status, call_id: callId, name, ...place, ...own };
}

/** Servers say nothing where a function takes nothing; clients parse what they get. */
export function givenOf(kind: "function" | "custom", status: ItemStatus, given: string): string {
  return kind === "function" && status === "completed" && given === "" ? "{}" : given;
}
