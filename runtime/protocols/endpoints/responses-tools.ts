import { withoutParameters } from "./without-parameters.ts";

/**
 * Other API endpoints that take a response's input: https://platform.openai.com/docs/api-reference/responses/compact and
 * https://platform.openai.com/docs/api-reference/responses/input-tokens. Only upstreams that have them can serve them, so
 * nothing is translated.
 */
export const compact = withoutParameters("/responses/compact");
export const inputTokens = withoutParameters("/responses/input_tokens");
