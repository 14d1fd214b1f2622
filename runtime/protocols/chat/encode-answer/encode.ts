import type { AnswerEncoding } from "../../codec.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { streamEncoder } from "./stream-encoder.ts";
import { wholeEncoder } from "./whole-encoder.ts";

/** Writes answers as https://platform.openai.com/docs/api-reference/chat/object and its chunks. */
export function encodeChat(options: AnswerOptions): AnswerEncoding {
  return {
    stream: (combined = false) => streamEncoder(combined ? { ...options, usage: true } : options),
    whole: () => wholeEncoder(options),
  };
}
