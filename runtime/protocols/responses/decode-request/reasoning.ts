import { isObject } from "../../json/json-object.ts";
import { isAbsent } from "../../json/read.ts";
import type { Reasoning } from "../../model/ask.ts";

export function reasoningIn(reasoning: unknown): Reasoning | null {
  if (!isObject(reasoning)) return null;
  const { effort, summary } = reasoning;
  return { effort: typeof effort === "string" ? effort : null, budget: null, shown: !isAbsent(summary) };
}
