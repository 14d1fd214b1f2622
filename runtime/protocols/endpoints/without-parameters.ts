import { chatStream } from "../chat/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

/** An endpoint of no protocol, which has none of the parameters and no streams. */
export function withoutParameters(path: string, defaultModel?: string): Frontend {
  const model = defaultModel === undefined ? {} : { defaultModel };
  return { path, protocol: null, ...model, stream: chatStream, fieldsOf: () => [], fold: null };
}
