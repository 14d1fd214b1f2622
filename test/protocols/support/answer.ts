import type { Passed } from "./recording-sink.ts";

export const TOKEN = { token: "Hi", logprob: -1 };
export const NOW_CALL = { id: "a", tool: "function", name: "now", namespace: null };

/** The begin of an answer; what a later event says about it is ignored. */
export const START: readonly Passed[] = [
  ["start", { model: "m-1", created: 9, extras: null }],
  ["start", { model: "late", created: 1, extras: null }],
];

/** Two calls, one of them without an id, with input for a third that does not exist. */
export const CALLS: readonly Passed[] = [
  ["call", 0, NOW_CALL],
  ["input", 0, "{"],
  ["input", 0, "}"],
  ["input", 9, "of no call"],
  ["inputEnd", 0],
  ["call", 1, { id: null, tool: "custom", name: "patch", namespace: "crm" }],
  ["input", 1, "x"],
];

/** Seven tokens, one of them cached. */
export function usageOf(cacheWritten: { readonly short: number; readonly long: number }) {
  return { input: 5, output: 2, total: null, cached: 1, cacheWritten, reasoning: 1, extras: null };
}
