import type { Clock, Timer } from "../../clock.ts";
import type { HealthChange } from "../../targets/health/change.ts";
import type { RemoteChange } from "./wire.ts";

export interface Leases {
  /** A change that another server has published. */
  received(remote: RemoteChange): void;
  /** A change that this server has observed itself. */
  observed(change: HealthChange): void;
  close(): void;
}

/** Applies changes of other servers, and revives a dead key when their report of it has expired. */
export function createLeases(clock: Clock, onChange: (change: HealthChange) => void): Leases {
  const deaths = new Map<string, Timer>();

  function end(instance: string): void {
    deaths.get(instance)?.cancel();
    deaths.delete(instance);
  }

  function endOf(change: HealthChange): void {
    if (change.kind === "key_died" || change.kind === "key_revived") end(change.instance);
  }

  return {
    received({ change, lasts }) {
      endOf(change);
      if (change.kind === "key_died" && lasts !== null) {
        const { instance } = change;
        const revive = () => {
          deaths.delete(instance);
          onChange({ kind: "key_revived", instance });
        };
        deaths.set(instance, clock.setTimer(lasts, revive));
      }
      onChange(change);
    },
    observed: endOf,
    close() {
      for (const instance of [...deaths.keys()]) end(instance);
    },
  };
}
