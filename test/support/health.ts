import type { BreakerSettings } from "../../runtime/contract/settings.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import type { HealthChange } from "../../runtime/targets/health/change.ts";
import { createHealth } from "../../runtime/targets/health/create-health.ts";
import { attemptFor } from "./attempts.ts";
import { fakeClock } from "./fake-clock.ts";

/** A health of its own, with what it writes and what it tells. */
export function startHealth(breaker: Partial<BreakerSettings> = {}) {
  const clock = fakeClock();
  const lines: Record<string, unknown>[] = [];
  const published: HealthChange[] = [];
  const log = createLogger({
    level: "debug",
    secrets: [],
    clock,
    sink: (text) =>
      lines.push(
        ...text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      ),
  });
  const health = createHealth({
    clock,
    breaker: {
      enabled: true,
      failureThreshold: 3,
      openCooldown: 20,
      halfOpenSuccesses: 1,
      halfOpenInflight: 1,
      ...breaker,
    },
    maxSilentWaitMs: 30_000,
    log,
    publish: (change) => published.push(change),
  });
  return {
    clock,
    health,
    published,
    /** What was logged since the last time, without its time. */
    logged() {
      log.flush();
      return lines.splice(0).map(({ time, ...line }) => line);
    },
    /** A whole attempt that fails. */
    fail(name: string, outcome: Outcome): Attempt {
      const attempt = attemptFor(name);
      health.started(attempt);
      health.failed(attempt, outcome);
      return attempt;
    },
    /** A whole attempt that goes well. */
    answer(name: string): void {
      const attempt = attemptFor(name);
      health.started(attempt);
      health.succeeded(attempt);
    },
    healthy: (name: string) => health.healthy(attemptFor(name)),
    order: (...names: string[]) =>
      health.order(names.map(attemptFor)).map(({ endpoint, model }) => `${endpoint.label}:${model}`),
  };
}
