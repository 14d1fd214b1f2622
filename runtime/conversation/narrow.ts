import type { Prepared } from "../request/prepare.ts";
import type { Attempt, Leg } from "../targets/attempt.ts";

export function attemptsOf(prepared: Prepared): readonly Attempt[] {
  return prepared.kind === "attempts" ? prepared.attempts : prepared.legs.flatMap(({ attempts }) => attempts);
}

/** The request with only the attempts that match; null if none do. */
export function narrowed(prepared: Prepared, wanted: (attempt: Attempt) => boolean): Prepared | null {
  if (prepared.kind === "attempts") {
    const attempts = prepared.attempts.filter(wanted);
    return attempts.length === 0 ? null : { ...prepared, attempts };
  }
  const legs = prepared.legs
    .map((leg): Leg => ({ ...leg, attempts: leg.attempts.filter(wanted) }))
    .filter(({ attempts }) => attempts.length > 0);
  // Legs need not wait for one that has been removed.
  const early = Math.min(...legs.map(({ startAfter }) => startAfter));
  const started = legs.map((leg): Leg => ({ ...leg, startAfter: leg.startAfter - early }));
  return legs.length === 0 ? null : { ...prepared, legs: started };
}

/** The same attempts, those that match first. */
export function preferring(prepared: Prepared, wanted: (attempt: Attempt) => boolean): Prepared {
  const sorted = (attempts: readonly Attempt[]) => [
    ...attempts.filter(wanted),
    ...attempts.filter((attempt) => !wanted(attempt)),
  ];
  if (prepared.kind === "attempts") return { ...prepared, attempts: sorted(prepared.attempts) };
  return { ...prepared, legs: prepared.legs.map((leg) => ({ ...leg, attempts: sorted(leg.attempts) })) };
}
