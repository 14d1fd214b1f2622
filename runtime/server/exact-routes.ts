import type { CompiledRouter } from "../contract.ts";
import { type ColdRoute, forClients, forEveryone, json, reading } from "../wire/cold-route.ts";
import { modelList, modelListForCodex } from "./models/list.ts";
import { readinessOf } from "./readiness.ts";

export interface ExactRoutesInput {
  readonly router: Pick<CompiledRouter, "backends" | "models">;
  /** Those of each backend, by its index. */
  readonly endpoints: readonly (readonly unknown[])[];
  /** What `/readyz?verbose` says beyond `/readyz`. */
  readonly verbose: () => object;
}

/** The routes that read, by path: what probes and clients ask first. */
export function exactRoutes({ router, endpoints, verbose }: ExactRoutesInput): ReadonlyMap<string, ColdRoute> {
  const readiness = readinessOf(router.backends, endpoints);
  const models: ColdRoute = {
    open: forClients,
    answer: reading((_, query) =>
      json(
        200,
        new URLSearchParams(query).has("client_version") ? modelListForCodex(router.models) : modelList(router.models),
      ),
    ),
  };
  const ready: ColdRoute = {
    // Targets are named by clients, so who may not ask them anything may not read their names either.
    open: (query) => !isVerbose(query),
    // A target that cools down makes no server unready: it is the upstream that would have to be taken out.
    answer: reading((_, query) =>
      json(readiness.status === "ready" ? 200 : 503, isVerbose(query) ? { ...readiness, ...verbose() } : readiness),
    ),
  };
  return new Map<string, ColdRoute>([
    ["/v1/models", models],
    ["/models", models],
    ["/healthz", { open: forEveryone, answer: reading(() => json(200, { status: "ok" })) }],
    ["/readyz", ready],
  ]);
}

/** `?verbose`, `?verbose=1`; not `?verbose=0` or `?verbose=false`. */
function isVerbose(query: string): boolean {
  if (query === "") return false;
  const value = new URLSearchParams(query).get("verbose");
  return value !== null && value !== "0" && value !== "false";
}
