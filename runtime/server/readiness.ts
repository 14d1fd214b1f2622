import type { Backend } from "../contract/backend.ts";

export interface Readiness {
  readonly status: "ready" | "missing_keys";
  /** Names of backends that need a key and have none. */
  readonly backends_without_key: readonly string[];
}

/**
 * The server is ready if it can serve everything that was compiled: a rollout with a forgotten key stops before it takes
 * traffic. `endpoints[i]` are those of `backends[i]`.
 */
export function readinessOf(backends: readonly Backend[], endpoints: readonly (readonly unknown[])[]): Readiness {
  const without = backends.filter((backend) => (endpoints[backend.index] ?? []).length === 0);
  return {
    status: without.length === 0 ? "ready" : "missing_keys",
    backends_without_key: without.map((backend) => backend.name),
  };
}
