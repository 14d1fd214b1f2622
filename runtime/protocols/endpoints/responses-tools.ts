import { withoutParameters } from "./without-parameters.ts";

/**
 * What else the API does with the input of a response: https://platform.openai.com/docs/api-reference/responses/compact and
 * https://platform.openai.com/docs/api-reference/responses/input-tokens. Only upstreams that have them can, so that nothing is translated.
 */
export const compact = withoutParameters("/responses/compact");
export const inputTokens = withoutParameters("/responses/input_tokens");
