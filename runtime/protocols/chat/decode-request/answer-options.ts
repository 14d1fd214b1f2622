import { isObject, type JsonObject } from "../../sse/json-object.ts";

/** How a chat client wants its answer. */
export interface ChatAnswerOptions {
  /** Whether it offered `functions`, and so waits for a `function_call`. */
  readonly legacy: boolean;
  /** Whether a stream ends with a chunk of usage. One that is put together for a client that did not stream always does. */
  readonly usage: boolean;
}

export function answerOptions({ stream, stream_options: options }: JsonObject, legacy: boolean): ChatAnswerOptions {
  return { legacy, usage: stream !== true || (isObject(options) && options.include_usage === true) };
}
