import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { AnswerOptions } from "../encode-answer/answer-options.ts";

/** What a chat request says about how its answer is to be written. */
export type ChatAnswerOptions = Pick<AnswerOptions, "legacy" | "usage">;

export function answerOptions({ stream, stream_options: options }: JsonObject, legacy: boolean): ChatAnswerOptions {
  return { legacy, usage: stream !== true || (isObject(options) && options.include_usage === true) };
}
