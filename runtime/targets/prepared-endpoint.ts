import type { Backend, CompiledRouter } from "../contract.ts";
import { keptBack } from "../wire/headers.ts";
import type { DriverContext, Drivers, Endpoint } from "./endpoint.ts";
import { instancesOf } from "./instances.ts";

/** An endpoint with all that can be known of its requests before the first one comes. */
export interface PreparedEndpoint extends Endpoint {
  /** How answers and logs name it: `openai`, or `openai.2` where the backend has several keys. */
  readonly label: string;
  /** The client headers that do not go to it. */
  readonly keptBack: ReadonlySet<string>;
}

/** Every endpoint of the config, by `Backend.index`; a backend whose keys are all unset has none. */
export function prepareEndpoints(
  router: CompiledRouter,
  drivers: Drivers,
  context: DriverContext,
): readonly (readonly PreparedEndpoint[])[] {
  return router.backends.map((backend) => {
    const endpoints = endpointsOf(backend, drivers, context);
    return endpoints.map((endpoint) => ({
      ...endpoint,
      label: endpoints.length > 1 ? endpoint.instance.name : backend.name,
      keptBack: keptBack(endpoint.headers, endpoint.withheld),
    }));
  });
}

function endpointsOf(backend: Backend, drivers: Drivers, context: DriverContext): readonly Endpoint[] {
  const instances = instancesOf(backend, context.env);
  if (backend.kind === "http" && drivers.http) return drivers.http(backend, instances, context);
  if (backend.kind === "codex" && drivers.codex) return drivers.codex(backend, instances, context);
  if (backend.kind === "mock" && drivers.mock) return drivers.mock(backend, instances, context);
  throw new Error(`The artifact has no driver for the backend "${backend.name}".`);
}
