import { errorBody } from "../../openai/client-api.ts";
import { usageReader } from "../../openai/last-usage.ts";
import type { StreamProtocol } from "../../stream-protocol.ts";
import { hasLast } from "./ending.ts";
import { errorEventOf } from "./error-events.ts";
import { kindOf } from "./event-kind.ts";

const NOTHING = Buffer.alloc(0);
const usageIn = usageReader({
  input: "input_tokens",
  output: "output_tokens",
  inputDetails: "input_tokens_details",
  outputDetails: "output_tokens_details",
});

/** The events of https://platform.openai.com/docs/api-reference/responses-streaming, as Turnout writes them. */
export const translatedResponsesStream: StreamProtocol = {
  asked: { stream: true },
  containsHeaders: true,
  kindOf,
  keptHead: 512,
  isComplete: hasLast,
  hasLast,
  usageIn,
  breaksOff: false,
  errorEvent: (error, tail) => errorEventOf(errorBody(error), tail, null),
  errorEventOf,
  afterError: () => NOTHING,
  limitsAsEvents: true,
};
