import type { HealthSnapshot } from "./health.ts";
import type { HealthStore } from "./health-store.ts";

export function snapshotOf(store: HealthStore, now: number): HealthSnapshot {
  store.sweep();
  const seconds = (until: number) => Math.max(Math.ceil((until - now) / 1000), 0);
  const troubles = [...store.troubles()].sort(byName);
  return {
    circuits: troubles.flatMap(([target, { circuit }]) => {
      if (circuit === null) return [];
      const retry_in = circuit.kind === "open" ? seconds(circuit.until) : 0;
      const { kind: state, failures, reason = null } = circuit;
      return [{ target, state, failures, reason, retry_in }];
    }),
    cooldowns: troubles.flatMap(([target, { cooldown }]) =>
      cooldown !== null && cooldown.until > now
        ? [{ target, reason: cooldown.reason, retry_in: seconds(cooldown.until) }]
        : [],
    ),
    dead_keys: [...store.deadKeys()].sort(byName).map(([instance, reason]) => ({ instance, reason })),
  };
}

/** Sorted, so that two servers with the same knowledge return the same. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
