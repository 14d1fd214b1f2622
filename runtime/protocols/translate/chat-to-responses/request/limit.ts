import type { JsonObject } from "../../../sse/json-object.ts";

export interface Limit {
  /** undefined where the client sets none. */
  readonly tokens: unknown;
  readonly warnings: readonly string[];
}

/** The smallest that /responses takes; chat takes 1, and clients that only look whether a model answers send that. */
const LEAST = 16;

/** `max_completion_tokens`, or what it was called before. */
export function limitOf({ max_completion_tokens, max_tokens }: JsonObject): Limit {
  const tokens = max_completion_tokens ?? max_tokens ?? undefined;
  if (typeof tokens !== "number" || tokens < 1 || tokens >= LEAST) return { tokens, warnings: [] };
  const name =
    max_completion_tokens === undefined || max_completion_tokens === null ? "max_tokens" : "max_completion_tokens";
  return { tokens: LEAST, warnings: [`${name}: /responses takes ${LEAST} or more, raised to that`] };
}
