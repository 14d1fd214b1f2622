import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { Reasoning } from "../../model/ask.ts";
import type { Members } from "../../model/members.ts";

/**
 * `reasoning`; undefined if the client does not mention it. A summary is requested only if the client wants to see the
 * reasoning, because some accounts may not request it.
 */
export function reasoningFor(
  reasoning: Reasoning | null,
  { reasoning: own, reasoning_effort: odd }: JsonObject,
): unknown {
  if (own !== undefined && !isObject(own)) return own;
  const effort = odd ?? reasoning?.effort ?? null;
  const hasSummary = own !== undefined && ("summary" in own || "generate_summary" in own);
  const all: Members = { ...(reasoning?.shown === true && !hasSummary ? { summary: "auto" } : null), ...own };
  if (effort !== null) all.effort = effort;
  return Object.keys(all).length === 0 ? undefined : all;
}
