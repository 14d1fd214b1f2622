import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/**
 * `reasoning_effort`, and the client's own `reasoning`. A summary is asked for only where the client shows that it wants
 * reasoning told, for some accounts are refused it.
 */
export function reasoningOf({ reasoning, reasoning_effort: effort, include_reasoning: told }: JsonObject): unknown {
  if (reasoning !== undefined && reasoning !== null && !isObject(reasoning)) return reasoning;
  const wanted = isObject(reasoning) || told === true;
  const all = {
    ...(wanted && !hasSummary(reasoning) ? { summary: "auto" } : {}),
    ...(isObject(reasoning) ? reasoning : {}),
    ...(effort === undefined || effort === null ? {} : { effort }),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}

function hasSummary(reasoning: unknown): boolean {
  return isObject(reasoning) && ("summary" in reasoning || "generate_summary" in reasoning);
}
