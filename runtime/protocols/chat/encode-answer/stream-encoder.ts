import type { StreamEncoder } from "../../codec.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead, AnswerSink, CalledTool } from "../../model/answer-sink.ts";
import { eventBytes } from "../../sse/event-bytes.ts";
import { annotationOf } from "./annotation.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { callMembers } from "./call-members.ts";
import { type Chunks, createChunks } from "./chunks.ts";
import { chatError } from "./error.ts";
import { finishReasonOf } from "./finish.ts";
import { headOf } from "./head.ts";
import { reasoningItemOf } from "./reasoning-item.ts";
import { tierOf } from "./tier.ts";
import { usageOf } from "./usage.ts";

/** Writes a chunk for each piece of an answer: https://platform.openai.com/docs/api-reference/chat-streaming */
export function streamEncoder(options: AnswerOptions): StreamEncoder {
  const { legacy, newId } = options;
  const tools: CalledTool["tool"][] = [];
  const written = eventBytes();
  let chunks: Chunks | null = null;

  /** The role comes first, whatever the stream starts with. */
  const open = (head: AnswerHead | null): Chunks => {
    const opened = createChunks(headOf(head, "chat.completion.chunk", options), options.usage);
    written.text(opened.role());
    chunks = opened;
    return opened;
  };
  const write = (key: string, value: unknown): void => {
    const { piece } = chunks ?? open(null);
    written.text(piece(key, value));
  };
  const isFunctionCall = (index: number): boolean => legacy && index === 0;
  const placeOf = (index: number): number => (legacy ? index - 1 : index);

  const sink: AnswerSink = {
    start(head) {
      if (chunks === null) open(head);
    },
    text(piece, tokens) {
      const { content } = chunks ?? open(null);
      written.text(content(piece, tokens));
    },
    textEscaped(piece) {
      const { contentStart, contentEnd } = chunks ?? open(null);
      written.between(contentStart, piece, contentEnd);
    },
    citations: (citations) => write("annotations", citations.map(annotationOf)),
    refusal: (piece) => write("refusal", piece),
    reasoning: (piece) => write("reasoning_content", piece),
    reasoningEnd(continuation, extras) {
      if (continuation !== null) write("reasoning_items", [reasoningItemOf(continuation, extras)]);
    },
    call(index, tool) {
      tools[index] = tool.tool;
      const members = callMembers(tool, "");
      if (isFunctionCall(index)) write("function_call", members.function ?? members.custom);
      else write("tool_calls", [{ index: placeOf(index), id: tool.id ?? `call_${newId()}`, ...members }]);
    },
    input(index, piece) {
      const tool = tools[index] ?? "function";
      const input = tool === "custom" ? { input: piece } : { arguments: piece };
      if (isFunctionCall(index)) write("function_call", input);
      else write("tool_calls", [{ index: placeOf(index), [tool]: input }]);
    },
    inputEnd() {},
    finish(finish, usage, extras) {
      const tier = tierOf(extras);
      const last = chunks ?? open(null);
      written.text(last.finish(finishReasonOf(finish, legacy), tier));
      if (options.usage && usage !== null) written.text(last.usage(usageOf(usage), tier));
      written.text("data: [DONE]\n\n");
    },
    fail(error) {
      written.text(`data: ${jsonText(chatError(error))}\n\n`);
    },
  };
  return { sink, expect: written.expect, take: written.take };
}
