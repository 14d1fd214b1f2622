import { errorBody } from "../../openai/client-api.ts";
import { lastUsage } from "../../openai/last-usage.ts";
import type { StreamProtocol } from "../../stream-protocol.ts";
import { usageIn } from "../decode-answer/usage.ts";
import { hasDone, isComplete } from "./ending.ts";
import { kindOf } from "./event-kind.ts";

const NOTHING = Buffer.alloc(0);

/** https://platform.openai.com/docs/api-reference/chat-streaming, and the streams of text completions. */
export const chatStream: StreamProtocol = {
  // The usage comes only if it is asked for.
  asked: { stream: true, stream_options: { include_usage: true } },
  containsHeaders: false,
  kindOf,
  keptHead: 0,
  isComplete,
  hasLast: hasDone,
  usageIn: (bytes) =>
    lastUsage(bytes, (usage) => (typeof usage.prompt_tokens === "number" ? usageIn({ usage }, null) : null)),
  breaksOff: true,
  errorEvent: (error) => eventOf(errorBody(error)),
  errorEventOf: eventOf,
  afterError: () => NOTHING,
  limitsAsEvents: false,
};

function eventOf(body: string): Buffer {
  return Buffer.from(`data: ${body}\n\n`);
}
