import { isObject } from "../json/json-object.ts";
import type { CacheHint } from "../model/block.ts";
import type { Members } from "../model/members.ts";

/**
 * Where the prompt should be cached: OpenAI's own `prompt_cache_breakpoint`, and `cache_control`, which routers accept in
 * both protocols. Both also stay among the unknown members, to be written back as they came.
 */
export function cacheHint(unknown: Members | null): CacheHint | null {
  if (unknown === null) return null;
  const { cache_control: control, prompt_cache_breakpoint: breakpoint } = unknown;
  if (isObject(control)) return { ttl: control.ttl === "1h" || control.ttl === "5m" ? control.ttl : null };
  return isObject(breakpoint) ? { ttl: null } : null;
}
