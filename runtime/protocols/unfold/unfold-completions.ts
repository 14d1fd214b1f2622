import { isFinish } from "../chat/stream/event-kind.ts";
import { unfoldStream } from "./unfold-stream.ts";

/** A `text_completion` as the pieces of one: https://platform.openai.com/docs/api-reference/completions/object */
export const unfoldCompletions = unfoldStream("text_completion", ({ index: _, finish_reason, ...rest }) => [
  { logprobs: null, ...rest, finish_reason: null },
  { text: "", logprobs: null, finish_reason: isFinish(finish_reason) ? finish_reason : "stop" },
]);
