import type { Backend, Rules } from "../../contract.ts";
import type { Attempt } from "../../targets/attempt.ts";

/** Tokens that an attempt takes at most: the smaller of its `max_context` and of the model's context window; null: any. */
export function windowOf({ endpoint, model, rules }: Attempt): number | null {
  return windowFor(endpoint.backend, model, rules);
}

/** As `windowOf`, of all keys of a target at once. */
export function windowFor({ contextWindows }: Backend, model: string, rules: Rules | null): number | null {
  const ofModel = Object.hasOwn(contextWindows, model) ? (contextWindows[model] ?? null) : null;
  const ofRoute = rules?.maxContext ?? null;
  if (ofModel === null || ofRoute === null) return ofModel ?? ofRoute;
  return Math.min(ofModel, ofRoute);
}

/** null where no attempt has a window. */
export function largestWindow(attempts: readonly Attempt[]): number | null {
  let largest: number | null = null;
  for (const attempt of attempts) {
    const window = windowOf(attempt);
    if (window !== null) largest = Math.max(largest ?? 0, window);
  }
  return largest;
}
