import type { JsonObject } from "../../../sse/json-object.ts";

/** OpenAI's models that do not reason answer a wish for encrypted reasoning with a 400. */
const DOES_NOT_REASON = /(?:^|[/:])(?:gpt-[34]|chatgpt-|gpt-5(?:\.\d+)?-chat)/;

/**
 * What of an answer is told only when asked for. Encrypted reasoning always is: a chat client cannot refer to what the
 * upstream keeps, so it has to get it in order to send it back.
 */
export function includeOf(fields: JsonObject, model: string): readonly unknown[] {
  const own: readonly unknown[] = Array.isArray(fields.include) ? fields.include : [];
  const effort = fields.reasoning ?? fields.reasoning_effort ?? null;
  const encrypted = effort !== null || !DOES_NOT_REASON.test(model) ? ["reasoning.encrypted_content"] : [];
  const logprobs = fields.logprobs === true ? ["message.output_text.logprobs"] : [];
  return [...new Set([...own, ...encrypted, ...logprobs])];
}
