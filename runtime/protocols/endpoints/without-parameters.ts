import { chatStream } from "../chat/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

/** An endpoint without a protocol, parameters or streams. */
export function withoutParameters(path: string, defaultModel?: string): Frontend {
  const model = defaultModel === undefined ? {} : { defaultModel };
  return { path, protocol: null, ...model, stream: chatStream, fieldsOf: () => [], fold: null };
}
