import type { JsonObject } from "../../json/json-object.ts";
import type { Ask } from "../../model/ask.ts";

/** OpenAI's models without reasoning answer a request for encrypted reasoning with a 400. */
const DOES_NOT_REASON = /(?:^|[/:])(?:gpt-[34]|chatgpt-|gpt-5(?:\.\d+)?-chat)/;

const ENCRYPTED = "reasoning.encrypted_content";
const LOGPROBS = "message.output_text.logprobs";

/**
 * The parts of an answer that are returned only on request. Encrypted reasoning is always requested: a client of another
 * protocol cannot refer to what the upstream stores, so it must receive the reasoning in order to send it back.
 */
export function includeFor({ reasoning }: Ask, extras: JsonObject, model: string): readonly unknown[] {
  const include: unknown[] = Array.isArray(extras.include) ? [...new Set(extras.include)] : [];
  if (namesReasoning(reasoning, extras) || !DOES_NOT_REASON.test(model)) add(include, ENCRYPTED);
  if (extras.logprobs === true) add(include, LOGPROBS);
  return include;
}

/** Asking to see reasoning does not mean that the model has any. */
function namesReasoning(reasoning: Ask["reasoning"], extras: JsonObject): boolean {
  return (
    (reasoning !== null && (reasoning.effort !== null || reasoning.budget !== null)) ||
    extras.reasoning !== undefined ||
    extras.reasoning_effort !== undefined
  );
}

function add(include: unknown[], entry: string): void {
  if (!include.includes(entry)) include.push(entry);
}
