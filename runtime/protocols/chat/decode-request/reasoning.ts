import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { Reasoning } from "../../model/ask.ts";

/** `reasoning_effort`, and what clients of OpenRouter send to see the reasoning: `reasoning` and `include_reasoning`. */
export function reasoningIn({
  reasoning,
  reasoning_effort: effort,
  include_reasoning: shown,
}: JsonObject): Reasoning | null {
  const own = isObject(reasoning) ? reasoning : null;
  const word = typeof effort === "string" ? effort : typeof own?.effort === "string" ? own.effort : null;
  const isShown = own !== null || shown === true;
  return word === null && !isShown ? null : { effort: word, budget: null, shown: isShown };
}

/** Kept even if it is empty: the client's use of `reasoning` shows that the model reasons. */
export function unknownOfReasoning(reasoning: JsonObject): JsonObject {
  if (typeof reasoning.effort !== "string") return reasoning;
  const { effort: _, ...rest } = reasoning;
  return rest;
}
