import type { LogFields } from "../../log/logger.ts";
import type { HealthChange } from "./change.ts";
import type { HealthOptions } from "./health-options.ts";

/** Where a change comes from: this process, another server with the same state, or another worker of this server. */
export type Source = "own" | "shared" | "worker";

export interface News {
  readonly change: HealthChange;
  readonly from: Source;
  /** From now until the change's `until`, if it has one. */
  readonly ms: number;
  readonly fields: LogFields;
}

/** Logs changes, and publishes those that this server has found itself. */
export interface HealthReporter {
  report(news: News): void;
  /** A probe is sent; each server sends its own. */
  halfOpen(target: string): void;
  /** The target has not been used for so long that its circuit has lost its meaning. */
  forgotten(target: string): void;
}

export function createHealthReporter({
  log,
  publish,
  maxSilentWaitMs,
}: Omit<HealthOptions, "clock" | "breaker">): HealthReporter {
  return {
    report({ change, from, ms, fields }) {
      // The worker that found it has logged it.
      if (from === "worker") return;
      const bad = change.kind === "circuit_opened" || change.kind === "key_died";
      const level = bad || ms > maxSilentWaitMs ? "warn" : "info";
      log[level](EVENTS[change.kind], { ...factsOf(change, ms), ...fields, ...(from === "shared" ? SHARED : {}) });
      if (from === "own") publish(change);
    },
    halfOpen(target) {
      log.info("circuit_half_open", { target });
    },
    forgotten(target) {
      log.info("circuit_closed", { target, reason: "forgotten" });
    },
  };
}

/** The names of changes in the log. */
const EVENTS: Readonly<Record<HealthChange["kind"], string>> = {
  cooldown: "cooldown",
  circuit_opened: "circuit_opened",
  circuit_closed: "circuit_closed",
  key_died: "key_dead",
  key_revived: "key_revived",
};

/** From another server. */
const SHARED: LogFields = { from: "shared" };

function factsOf(change: HealthChange, ms: number): LogFields {
  const seconds = Math.round(ms / 100) / 10;
  switch (change.kind) {
    case "cooldown":
      return { target: change.target, reason: change.reason, seconds };
    case "circuit_opened":
      return {
        target: change.target,
        failures: change.failures,
        seconds,
        ...(change.reason && { reason: change.reason }),
      };
    case "circuit_closed":
      return { target: change.target };
    case "key_died":
      return { instance: change.instance, reason: change.reason };
    case "key_revived":
      return { instance: change.instance };
  }
}
