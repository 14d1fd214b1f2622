/** The items of a response's output as JSON text; `quoted` is a string as JSON text. */
import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { annotationOf } from "./annotation.ts";
import { logprobsOf } from "./logprobs.ts";

export type ItemStatus = "in_progress" | "completed" | "incomplete";

/** `seal`: makes what the client sends back to continue the reasoning; null if it wants none. */
export function reasoningItem(id: string, quoted: string, seal: ((text: string) => string) | null): string {
  const opaque = seal === null ? "" : `,"encrypted_content":"${seal(JSON.parse(quoted))}"`;
  return `{"id":"${id}","type":"reasoning","summary":[${summaryPart(quoted)}]${opaque}}`;
}

export function summaryPart(quoted: string): string {
  return `{"type":"summary_text","text":${quoted}}`;
}

/** `parts`: the JSON text of each. */
export function messageItem(id: string, status: ItemStatus, parts: readonly string[]): string {
  return `{"id":"${id}","type":"message","status":"${status}","role":"assistant","content":[${parts.join(",")}]}`;
}

export function textPart(quoted: string, annotations: readonly JsonObject[], tokens: readonly JsonObject[]): string {
  const noted = annotations.length === 0 ? "[]" : jsonText(annotations.map(annotationOf));
  const logprobs = tokens.length === 0 ? "[]" : jsonText(logprobsOf(tokens));
  return `{"type":"output_text","text":${quoted},"annotations":${noted},"logprobs":${logprobs}}`;
}

export function refusalPart(quoted: string): string {
  return `{"type":"refusal","refusal":${quoted}}`;
}

/** What is known of a call before its input. */
export interface CallHead {
  readonly id: string;
  readonly kind: "function" | "custom";
  readonly callId: string;
  readonly name: string;
  readonly namespace: string | null;
}

/** `quoted`: the arguments of a function, or the input of a custom tool. */
export function callItem(head: CallHead, status: ItemStatus, quoted: string): string {
  const { id, kind, callId, name, namespace } = head;
  const type = kind === "function" ? "function_call" : "custom_tool_call";
  const place = namespace === null ? "" : `,"namespace":${jsonText(namespace)}`;
  const named = `"call_id":${jsonText(callId)},"name":${jsonText(name)}${place}`;
  return `{"id":"${id}","type":"${type}","status":"${status}",${named},"${inputMember(head)}":${quoted}}`;
}

export function inputMember({ kind }: CallHead): "arguments" | "input" {
  return kind === "function" ? "arguments" : "input";
}

/** What a complete input lacks: servers send none if a function takes no arguments, but clients parse it. */
export function missingInput({ kind }: CallHead, status: ItemStatus, input: string): string {
  return kind === "function" && status === "completed" && input === "" ? "{}" : "";
}
