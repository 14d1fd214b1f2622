import type { Health } from "../targets/health/health.ts";
import type { Observer } from "./observer.ts";

/**
 * Reports the results of attempts to health. An attempt without a model goes to a fixed backend and says nothing about a
 * target.
 */
export function reportHealth(health: Health): Observer {
  return {
    attempt(_, attempt) {
      health.started(attempt);
    },
    ended(_, attempt, end) {
      if (attempt.model === "") return;
      switch (end.kind) {
        case "answered":
          health.succeeded(attempt);
          break;
        case "abandoned":
          health.released(attempt);
          break;
        default:
          health.failed(attempt, end);
      }
    },
  };
}
