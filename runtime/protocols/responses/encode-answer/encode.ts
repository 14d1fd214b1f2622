import type { AnswerEncoding } from "../../codec.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { streamEncoder } from "./stream-encoder.ts";
import { wholeEncoder } from "./whole-encoder.ts";

/** Writes answers as https://platform.openai.com/docs/api-reference/responses/object and the events of one. */
export function encodeResponses(options: AnswerOptions): AnswerEncoding {
  return { stream: () => streamEncoder(options), whole: () => wholeEncoder(options) };
}
