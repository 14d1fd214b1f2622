import type { WholeEncoder } from "../../codec.ts";
import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead, CalledTool } from "../../model/answer-sink.ts";
import { unescaped } from "../../model/escaped-text.ts";
import { annotationOf } from "./annotation.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { callMembers } from "./call-members.ts";
import { chatError } from "./error.ts";
import { finishReasonOf } from "./finish.ts";
import { headOf } from "./head.ts";
import { logprobsOf } from "./logprobs.ts";
import { reasoningItemOf } from "./reasoning-item.ts";
import { tierOf } from "./tier.ts";
import { usageOf } from "./usage.ts";

/** Writes an answer as one `chat.completion`. */
export function wholeEncoder(options: AnswerOptions): WholeEncoder {
  const { legacy, newId } = options;
  let content = "";
  let refusal = "";
  let reasoning = "";
  const tokens: JsonObject[] = [];
  const reasoningItems: JsonObject[] = [];
  const annotations: JsonObject[] = [];
  const calls: { readonly id: string; readonly tool: CalledTool; input: string }[] = [];
  let head: AnswerHead | null = null;
  let answer: JsonObject | null = null;

  const message = (): JsonObject => {
    const silent = content === "" && (calls.length > 0 || refusal !== "");
    const called = calls.map(({ id, tool, input }) => ({ id, ...callMembers(tool, input) }));
    const [first] = legacy ? called.splice(0, 1) : [];
    return {
      role: "assistant",
      content: silent ? null : content,
      refusal: refusal === "" ? null : refusal,
      ...(reasoning === "" ? null : { reasoning_content: reasoning }),
      ...(reasoningItems.length === 0 ? null : { reasoning_items: reasoningItems }),
      ...(annotations.length === 0 ? null : { annotations }),
      ...(first === undefined ? null : { function_call: first.function ?? first.custom }),
      ...(called.length === 0 ? null : { tool_calls: called }),
    };
  };

  return {
    sink: {
      start(given) {
        head ??= given;
      },
      text(piece, own) {
        content += piece;
        for (const token of own) tokens.push(token);
      },
      textEscaped(piece) {
        content += unescaped(piece);
      },
      citations(citations) {
        for (const each of citations) annotations.push(annotationOf(each));
      },
      refusal(piece) {
        refusal += piece;
      },
      reasoning(piece) {
        reasoning += piece;
      },
      reasoningEnd(continuation, extras) {
        if (continuation !== null) reasoningItems.push(reasoningItemOf(continuation, extras));
      },
      call(index, tool) {
        calls[index] = { id: tool.id ?? `call_${newId()}`, tool, input: "" };
      },
      input(index, piece) {
        const call = calls[index];
        if (call !== undefined) call.input += piece;
      },
      inputEnd() {},
      finish(finish, usage, extras) {
        const logprobs = tokens.length === 0 ? null : logprobsOf(tokens);
        const choice = { index: 0, message: message(), logprobs, finish_reason: finishReasonOf(finish, legacy) };
        answer = {
          ...headOf(head, "chat.completion", options),
          choices: [choice],
          ...(usage === null ? null : { usage: usageOf(usage) }),
          ...tierOf(extras),
        };
      },
      fail(error) {
        answer = chatError(error);
      },
    },
    text: () => (answer === null ? null : jsonText(answer)),
  };
}
