import type { Backend } from "../../contract/backend.ts";
import type { Rules } from "../../contract/route.ts";
import type { Attempt } from "../../targets/attempt.ts";

/**
 * The most tokens that an attempt takes: the smaller of its `max_context` and the model's context window; null: any number.
 */
export function windowOf({ endpoint, model, rules }: Attempt): number | null {
  return windowFor(endpoint.backend, model, rules);
}

/** Like `windowOf`, for all keys of a target at once. */
export function windowFor({ contextWindows }: Backend, model: string, rules: Rules | null): number | null {
  const ofModel = Object.hasOwn(contextWindows, model) ? (contextWindows[model] ?? null) : null;
  const ofRoute = rules?.maxContext ?? null;
  if (ofModel === null || ofRoute === null) return ofModel ?? ofRoute;
  return Math.min(ofModel, ofRoute);
}

/** null if no attempt has a window. */
export function largestWindow(attempts: readonly Attempt[]): number | null {
  let largest: number | null = null;
  for (const attempt of attempts) {
    const window = windowOf(attempt);
    if (window !== null) largest = Math.max(largest ?? 0, window);
  }
  return largest;
}
