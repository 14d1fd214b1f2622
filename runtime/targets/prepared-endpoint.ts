import type { CompiledRouter } from "../contract/router.ts";
import type { DriverContext, Drivers } from "./driver.ts";
import { driverOf } from "./driver-of.ts";
import type { Endpoint } from "./endpoint.ts";

/** An endpoint with everything about its requests that can be computed before the first one. */
export interface PreparedEndpoint extends Endpoint {
  /** Its name in answers and logs: `openai`, or `openai.2` if the backend has several keys. */
  readonly label: string;
}

/** All endpoints of the config, by `Backend.index`; empty for a backend whose keys are all unset. */
export function prepareEndpoints(
  router: CompiledRouter,
  drivers: Drivers,
  context: DriverContext,
): readonly (readonly PreparedEndpoint[])[] {
  return router.backends.map((backend) => {
    const driver = driverOf(backend, drivers);
    const endpoints = driver.connect(driver.instances(context.env), context);
    return endpoints.map((endpoint) => ({
      ...endpoint,
      label: endpoints.length > 1 ? endpoint.instance.name : backend.name,
    }));
  });
}
