import type { StreamProtocol } from "../../stream-protocol.ts";
import { afterError } from "./after-error.ts";
import { translatedResponsesStream } from "./translated-stream.ts";

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export const responsesStream: StreamProtocol = { ...translatedResponsesStream, afterError };
