import type { Backend } from "./backend.ts";
import type { Route } from "./route.ts";
import type { Settings } from "./settings.ts";

/** What `routes.ts` exports as `router`. */
export interface CompiledRouter {
  /** In config order; `backends[i].index === i`. */
  readonly backends: readonly Backend[];
  readonly models: readonly ListedModel[];
  /** How many counters the rotations need. */
  readonly rotations: number;
  readonly settings: Settings;
  /**
   * The route of one branch of a client's model string, without its query: aliases first, then as `locate`. null: there is
   * none, because the name has the prefix of a key that its backend does not have.
   */
  readonly route: (name: string) => Route | null;
  /** Like `route`, but without aliases: failover_routes, model lists, backend prefix, default backend. */
  readonly locate: (name: string) => Route | null;
}

/** An entry of `GET /v1/models`. */
export interface ListedModel {
  readonly id: string;
  /** The backend's name, or "turnout" for aliases and failover routes. */
  readonly owned_by: string;
}
