import type { FailureKind } from "../contract/failure-kind.ts";
import type { Attempt } from "../targets/attempt.ts";

/**
 * Whether an attempt may follow a failure, by its `[on=…]`. A list that the failed attempt had too has let the request in
 * already: the same element with another key, or the next target of the same failover route. After a content filter only
 * what asks for it may follow; everything else would be refused alike.
 * @param kind null: nothing has failed yet
 */
export function admits(attempt: Attempt, kind: FailureKind | null, failed: Attempt | null): boolean {
  const lists = attempt.rules?.on;
  if (lists === undefined) return kind !== "content_filter";
  let entered = false;
  for (const list of lists) {
    if (failed?.rules?.on?.includes(list)) continue;
    if (kind === null || !list.includes(kind)) return false;
    entered = true;
  }
  return entered || kind !== "content_filter";
}

/**
 * The attempts with one at the front that may be the first: an `[on=…]` waits for a failure. If one stands at the front of
 * the route, what was before it is too small for the request, which counts as such a failure.
 * @param ordered the route's attempts by health
 * @param route the same as the route has them
 */
export function opened(ordered: readonly Attempt[], route: readonly Attempt[]): readonly Attempt[] {
  if (ordered[0]?.rules?.on === undefined) return ordered;
  const kind = route[0]?.rules?.on === undefined ? null : "context";
  const start = ordered.find((attempt) => admits(attempt, kind, null));
  return start === undefined ? ordered : [start, ...ordered.filter((attempt) => attempt !== start)];
}
