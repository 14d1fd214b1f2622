import type { CompiledRouter } from "../contract/router.ts";
import { type ColdRoute, forClients, forEveryone, json, reading } from "../wire/cold-route.ts";
import { modelList, modelListForCodex } from "./models/list.ts";
import { type Readiness, readinessOf } from "./readiness.ts";

export interface ExactRoutesInput {
  readonly router: Pick<CompiledRouter, "backends" | "models">;
  /** The endpoints of each backend, by its index. */
  readonly endpoints: readonly (readonly unknown[])[];
  /** What `/readyz?verbose` has in addition to `/readyz`. */
  readonly verbose: () => object;
  /** Whether the server is about to end. */
  readonly isDraining: () => boolean;
  /** How many of its processes listen, of how many; left out if there is one. */
  readonly workers?: () => { readonly alive: number; readonly count: number };
}

/** The routes for reading, by path: the ones that probes and clients use first. */
export function exactRoutes({
  router,
  endpoints,
  verbose,
  isDraining,
  workers,
}: ExactRoutesInput): ReadonlyMap<string, ColdRoute> {
  const started = readinessOf(router.backends, endpoints);
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
    // The names of targets contain what clients sent, so only holders of a key may read them.
    open: (query) => !isVerbose(query),
    // A target in cooldown does not make the server unready: the upstream is the problem.
    answer: reading((_, query) => {
      const now: Readiness = isDraining() ? { ...started, status: "draining" } : started;
      const readiness = workers === undefined ? now : { ...now, workers: workers() };
      const status = readiness.status === "ready" ? 200 : 503;
      return json(status, isVerbose(query) ? { ...readiness, ...verbose() } : readiness);
    }),
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
