import { chatStream } from "../chat/stream/stream.ts";
import type { Frontend } from "./frontend.ts";

/**
 * Other API endpoints that take a response's input: https://platform.openai.com/docs/api-reference/responses/compact and
 * https://platform.openai.com/docs/api-reference/responses/input-tokens. Only upstreams that have them can serve them, so
 * nothing is translated.
 */
export const compact = withInput("/responses/compact");
export const inputTokens = withInput("/responses/input_tokens");

function withInput(path: string): Frontend {
  return { path, protocol: null, stream: chatStream, fieldsOf: () => [], fold: null };
}
