import { errorBody } from "../../openai/client-api.ts";
import { usageReader } from "../../openai/last-usage.ts";
import type { StreamProtocol } from "../../stream-protocol.ts";
import { hasDone, isComplete } from "./ending.ts";
import { kindOf } from "./event-kind.ts";

const NOTHING = Buffer.alloc(0);
const usageIn = usageReader({
  input: "prompt_tokens",
  output: "completion_tokens",
  inputDetails: "prompt_tokens_details",
  outputDetails: "completion_tokens_details",
});

/** https://platform.openai.com/docs/api-reference/chat-streaming, and the streams of text completions. */
export const chatStream: StreamProtocol = {
  // The usage comes only if it is asked for.
  asked: { stream: true, stream_options: { include_usage: true } },
  containsHeaders: false,
  kindOf,
  keptHead: 0,
  isComplete,
  hasLast: hasDone,
  usageIn,
  breaksOff: true,
  errorEvent: (error) => eventOf(errorBody(error)),
  errorEventOf: eventOf,
  afterError: () => NOTHING,
  limitsAsEvents: false,
};

function eventOf(body: string): Buffer {
  return Buffer.from(`data: ${body}\n\n`);
}
