import { type ColdRoute, json, reading } from "./cold-route.ts";
import type { CompiledRouter } from "./contract.ts";
import { modelList } from "./models/list.ts";
import { readinessOf } from "./readiness.ts";

export interface ExactRoutesInput {
  readonly router: Pick<CompiledRouter, "backends" | "models">;
  /** Those of each backend, by its index. */
  readonly endpoints: readonly (readonly unknown[])[];
}

/** The routes that read, by path: what probes and clients ask first. */
export function exactRoutes({ router, endpoints }: ExactRoutesInput): ReadonlyMap<string, ColdRoute> {
  const readiness = readinessOf(router.backends, endpoints);
  const models: ColdRoute = { open: false, answer: reading(() => json(200, modelList(router.models))) };
  return new Map<string, ColdRoute>([
    ["/v1/models", models],
    ["/models", models],
    ["/healthz", { open: true, answer: reading(() => json(200, { status: "ok" })) }],
    ["/readyz", { open: true, answer: reading(() => json(readiness.status === "ready" ? 200 : 503, readiness)) }],
  ]);
}
