import { type Attempt, targetName } from "../attempt.ts";

/** The attempts, starting with the one that last answered the session, if it is healthy and has affinity. */
export function preferRemembered(
  attempts: readonly Attempt[],
  target: string | null,
  healthy: (attempt: Attempt) => boolean,
): readonly Attempt[] {
  if (target === null) return attempts;
  const at = attempts.findIndex((attempt) => targetName(attempt) === target);
  const found = attempts[at];
  if (found === undefined || at === 0 || !sticks(found) || !healthy(found)) return attempts;
  return [found, ...attempts.slice(0, at), ...attempts.slice(at + 1)];
}

function sticks({ rules, endpoint }: Attempt): boolean {
  return (rules?.affinity ?? endpoint.backend.affinity) === "session";
}
