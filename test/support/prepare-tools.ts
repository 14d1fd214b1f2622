/** What finds the attempts of a request, over routes that are known by name. */
import { USUAL_LIMITS } from "../../runtime/body/whole/limits.ts";
import type { Backend } from "../../runtime/contract/backend.ts";
import type { Route } from "../../runtime/contract/route.ts";
import type { PrepareTools } from "../../runtime/request/prepare.ts";
import { createChoose } from "../../runtime/routing/choose.ts";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import type { Harness } from "./attempt-harness.ts";
import { bareRouter } from "./router.ts";
import { backendsWith, counters, endpointsOf } from "./routes.ts";

export interface PreparingOptions extends Partial<PrepareTools> {
  readonly routes: Readonly<Record<string, Route>>;
  readonly backends?: readonly Backend[];
}

export function prepareTools(
  { tools, sessions }: Harness,
  { routes, backends = backendsWith(), ...more }: PreparingOptions,
): PrepareTools {
  const models = Object.keys(routes).map((id) => ({ id, owned_by: "turnout" }));
  const router = { ...bareRouter(backends), models, route: (name: string) => routes[name] ?? null };
  const notFound = createNotFound(router);
  return {
    ...tools,
    sessions,
    notFound,
    choose: createChoose(router, router.settings, { notFound, canRace: true }),
    endpoints: endpointsOf(backends),
    defaultBackend: null,
    counters: counters(),
    fallbackModel: null,
    wholeLimits: USUAL_LIMITS,
    explainKeyless: (index) => `${backends[index]?.name} has no key`,
    ...more,
  };
}
