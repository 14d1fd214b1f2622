import { chatStream } from "../chat/stream/stream.ts";
import { openaiApi } from "../openai/client-api.ts";
import type { Frontend } from "./frontend.ts";

/** An endpoint without a protocol, parameters or streams. */
export function withoutParameters(path: string, defaultModel?: string): Frontend {
  const model = defaultModel === undefined ? {} : { defaultModel };
  return { path, api: openaiApi, protocol: null, ...model, stream: chatStream, fieldsOf: () => [], fold: null };
}
