import type { JsonObject } from "../../../sse/json-object.ts";
import type { Call, Sink } from "./sink.ts";

/** A chat message on its way to be whole. */
export interface GrowingMessage extends Sink {
  message(): JsonObject;
  /** null where there are none. */
  logprobs(): JsonObject | null;
}

/** `legacy`: the first call becomes a `function_call`. */
export function growingMessage(legacy: boolean): GrowingMessage {
  const texts = { content: "", refusal: "", reasoning: "" };
  const tokens: JsonObject[] = [];
  const items: JsonObject[] = [];
  const annotations: JsonObject[] = [];
  const calls: { readonly call: Call; input: string }[] = [];
  return {
    content(text, own) {
      texts.content += text;
      tokens.push(...own);
    },
    refusal: (text) => {
      texts.refusal += text;
    },
    reasoning: (text) => {
      texts.reasoning += text;
    },
    reasoningItem: (item) => {
      items.push(item);
    },
    annotations: (list) => {
      annotations.push(...list);
    },
    call: (call) => {
      calls.push({ call, input: "" });
    },
    input({ index }, piece) {
      const known = calls[index];
      if (known !== undefined) known.input += piece;
    },
    message() {
      const { content, refusal, reasoning } = texts;
      const silent = content === "" && (calls.length > 0 || refusal !== "");
      const called = calls.map(({ call, input }) => ({ id: call.id, ...callMembers(call, input) }));
      const [first] = legacy ? called.splice(0, 1) : [];
      return {
        role: "assistant",
        content: silent ? null : content,
        refusal: refusal === "" ? null : refusal,
        ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
        ...(items.length === 0 ? {} : { reasoning_items: items }),
        ...(annotations.length === 0 ? {} : { annotations }),
        ...(first === undefined ? {} : { function_call: first.function ?? first.custom }),
        ...(called.length === 0 ? {} : { tool_calls: called }),
      };
    },
    logprobs: () => (tokens.length === 0 ? null : { content: tokens, refusal: null }),
  };
}

interface CallMembers {
  readonly type: "function" | "custom";
  readonly function?: JsonObject;
  readonly custom?: JsonObject;
}

/** What both a call and the delta that opens it say. */
export function callMembers({ type, name, namespace }: Call, input: string): CallMembers {
  const named = { name, ...(namespace === null ? {} : { namespace }) };
  return type === "custom" ? { type, custom: { ...named, input } } : { type, function: { ...named, arguments: input } };
}
